package io.drillbook.usecase.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.directory.DirectorySourceDriver;
import io.drillbook.pipeline.KeptMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.catalog.ChooseStoredPoint;
import io.drillbook.usecase.catalog.SurveyVault;
import io.drillbook.usecase.catalog.Trust;
import io.drillbook.usecase.restore.PointWanted;
import io.drillbook.usecase.restore.RestoreStoredPoint;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recovery points of changes in real vaults: taken, verified, restored, and what breaks them. */
class IncrementalPointsIT {
  private static final String CHANGE =
      """
      cd "$1"; printf new > new-$2; printf changed > same; rm -f old-$2; mkdir -p deep/$2
      printf $2 > deep/$2/file; chmod 0640 touched; touch -d "2020-01-0$2 01:02:03.5" touched
      printf x > $'n\\351w line\\n'$2; rm -rf swap; [ $(($2 % 2)) = 0 ] && mkdir swap || printf s > swap
      rm -f hard-b; [ $(($2 % 2)) = 0 ] || ln hard-a hard-b
      """;

  @TempDir Path folder;
  private Bench bench;
  private Path source;
  private final SourceDrivers drivers =
      new SourceDrivers(List.of(new DirectorySourceDriver(Clock.systemUTC())));
  private final List<String> points = new ArrayList<>();
  private final Map<String, String> digests = new LinkedHashMap<>();

  @BeforeEach
  void fill() throws IOException {
    bench = new Bench(folder);
    source = Files.createDirectory(folder.resolve("source"));
    bash(
        """
        cd "$1"; printf a > same; printf b > touched; printf c > hard-a; ln hard-a hard-b
        for i in 1 2 3 4 5; do printf $i > old-$i; done; ln -s same link; printf 1 > swap
        head -c 300000 /dev/urandom > big; sleep 2.1
        """);
  }

  @Test
  void eachPointComesBackWithNothingButTheVaultAndAKey() throws IOException {
    takeFour();
    for (String point : points) {
      Path target = folder.resolve("back-" + point);
      rescue(point, List.of("offsite"), target);
      assertThat(digest(target)).as(point).isEqualTo(digests.get(point));
    }
    assertThat(size("primary", points.get(3))).isLessThan(size("primary", points.get(0)) / 2);
    assertThat(facts(points.get(3)))
        .containsEntry("rests on", String.join(", ", points.subList(0, 3)));
  }

  @Test
  void eachPointComesBackByHand() throws IOException {
    takeFour();
    Files.copy(folder.resolve("ops.private.asc"), folder.resolve("key.asc"));
    for (String point : points) {
      Path target = folder.resolve("hand-" + point);
      String guide = Files.readString(folder.resolve("primary/shop/" + point + "/RESTORE.md"));
      String part = guide.substring(guide.indexOf("### Folder source"));
      String commands = part.substring(part.indexOf("```bash") + 7);
      Files.writeString(folder.resolve("typed.sh"), commands.substring(0, commands.indexOf("```")));
      bash(
          """
          export GNUPGHOME=$(mktemp -d /tmp/incXXXX); trap 'gpgconf --kill all; rm -rf $GNUPGHOME' EXIT
          cat "$1"/../signer.asc "$1"/../key.asc | gpg --batch --quiet --import 2>/dev/null
          cd "$1/../primary/shop/$2"; TARGET=$3 bash "$1/../typed.sh" 2>&1
          """,
          point,
          target.toString());
      assertThat(digest(target)).as(point).isEqualTo(digests.get(point));
    }
  }

  @Test
  void aServerWithoutAPrivateKeyUsesTheListThatItKeptAndElseTakesAFullOne() throws IOException {
    KeyRing publicOnly =
        KeyRing.open(
            List.of(
                TestKeys.publicOnly(folder, "ops"),
                TestKeys.publicOnly(folder, "escrow"),
                TestKeys.file(folder, "signer")),
            TestKeys.SECRETS,
            bench.clock);
    take(publicOnly);
    take(publicOnly);
    assertThat(facts(points.get(1))).containsKey("rests on");
    bash("printf damage > \"$1\"/../kept/shop/media.$2.kept.zst", points.get(1));
    take(publicOnly);
    assertThat(facts(points.get(2)))
        .doesNotContainKey("rests on")
        .extractingByKey("full because")
        .asString()
        .contains("gone or damaged", "no private key");
    bash("rm \"$1\"/../kept/shop/*");
    take(bench.keys);
    assertThat(facts(points.get(3))).containsEntry("rests on", points.get(2));
  }

  @Test
  void aVaultThatLacksTheBaseGetsAFullOne() throws IOException {
    take(bench.keys);
    bash("rm -r \"$1/../offsite/shop/$2\"", points.get(0));
    take(bench.keys);
    assertThat(facts(points.get(1))).containsKey("full because").doesNotContainKey("rests on");
    take(bench.keys);
    assertThat(facts(points.get(2))).containsEntry("rests on", points.get(1));
  }

  @Test
  void aBrokenBaseCondemnsWhatRestsOnItAndTheNextIsAFullOne() throws IOException {
    takeFour();
    for (String vault : List.of("primary", "offsite")) {
      bash(
          "cd \"$1/../$3/shop/$2\"; f=$(ls media.*.tar.zst.pgp | head -1); printf X | dd of=$f"
              + " conv=notrunc bs=1 seek=2000 status=none",
          points.get(1),
          vault);
    }
    VerifyRecoveryPoint verify =
        new VerifyRecoveryPoint(bench.configured(), bench.keys, bench.catalog, bench.clock);
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> verify.verify(PointWanted.of(plan(), points.get(3), Set.of()), bench.step));
    assertThat(fault.code()).isEqualTo(FaultCode.CHECKSUM_MISMATCH);
    assertThat(bench.catalog.points("shop").stream().filter(CatalogPoint::usable))
        .extracting(CatalogPoint::point)
        .containsExactly(points.get(0));
    assertThat(bench.catalog.find("shop", points.get(3)).orElseThrow().state())
        .isEqualTo(PointState.BROKEN);
    take(bench.keys);
    assertThat(facts(points.get(4))).containsEntry("rests on", points.get(0));
  }

  @Test
  void aRescuePassesOverWhatRestsOnALostBaseAndSaysWhy() {
    takeFour();
    for (String vault : List.of("primary", "offsite")) {
      bash("rm \"$1/../$3/shop/$2\"/media.0.tar.zst.pgp", points.get(1), vault);
    }
    SurveyVault survey = new SurveyVault(bench.configured(), bench.keys);
    ChooseStoredPoint.Chosen chosen =
        new ChooseStoredPoint()
            .choose(
                List.of(
                    survey.survey("primary", Optional.of("shop"), Trust.keys(List.of("signer")))),
                "shop",
                Optional.empty());
    assertThat(chosen.point()).isEqualTo(points.get(0));
    assertThat(chosen.passedOver())
        .anyMatch(it -> it.point().equals(points.get(3)) && it.detail().contains(points.get(1)));
  }

  @Test
  void anIncrementIsNotSealedWhenItsBaseWentMeanwhile() {
    take(bench.keys);
    String point = next();
    bench.catalog.begin("shop", point, "backup-2", bench.clock.instant());
    capture(bench.keys).capture(plan(), "media", point, bench.step);
    bash("rm \"$1/../primary/shop/$2/manifest.json.asc\"", points.get(0));
    Fault fault =
        catchThrowableOfType(Fault.class, () -> seal(bench.keys).seal(plan(), point, bench.step));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains(points.get(0));
    assertThat(folder.resolve("primary/shop/" + point + "/manifest.json.asc")).doesNotExist();
  }

  private void takeFour() {
    take(bench.keys);
    for (int i = 1; i <= 3; i++) {
      bash(CHANGE, String.valueOf(i));
      take(bench.keys);
    }
  }

  private String next() {
    String point = "202611%02dT020000Z-4f2a9c".formatted(21 + points.size());
    points.add(point);
    return point;
  }

  private void take(KeyRing keys) {
    String point = next();
    bench.catalog.begin(
        "shop",
        point,
        "backup-" + point,
        bench.clock.instant().plus(Duration.ofDays(points.size())));
    capture(keys).capture(plan(), "media", point, bench.step);
    seal(keys).seal(plan(), point, bench.step);
    digests.put(point, digest(source));
  }

  private CaptureSource capture(KeyRing keys) {
    KeptMembers kept = new KeptMembers(folder.resolve("kept"));
    return new CaptureSource(drivers, bench.configured(), keys, bench.catalog, Optional.of(kept));
  }

  private SealRecoveryPoint seal(KeyRing keys) {
    return new SealRecoveryPoint(
        drivers, bench.configured(), keys, bench.catalog, Clock.systemUTC(), "drillbook test");
  }

  private void rescue(String point, List<String> vaults, Path target) {
    VerifyRecoveryPoint verify = VerifyRecoveryPoint.withoutCatalog(bench.configured(), bench.keys);
    PointWanted wanted = new PointWanted("shop", point, vaults, List.of("signer"), Set.of());
    Manifest manifest = verify.verify(wanted, bench.step).manifest();
    new RestoreStoredPoint(drivers, verify, io.drillbook.spi.log.KeptLogs.none())
        .restore(
            wanted,
            manifest,
            Map.of("media", new Settings(Map.of("path", target.toString()))),
            java.util.Optional.empty(),
            bench.step,
            new RestoreStoredPoint.Listener() {
              @Override
              public void verified(List<String> findings) {
                assertThat(findings).isEmpty();
              }

              @Override
              public void restored(String restored, io.drillbook.spi.source.RestoreReport report) {
                assertThat(report.alreadyDone()).isFalse();
              }
            });
  }

  private Map<String, String> facts(String point) {
    SourceCapture capture = bench.catalog.captures("shop", point).get("media").capture();
    return capture.facts();
  }

  private long size(String vault, String point) throws IOException {
    try (var files = Files.list(folder.resolve(vault + "/shop/" + point))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private ProtectionPlan plan() {
    ProtectionPlan plan = bench.plan();
    Settings settings = new Settings(Map.of("path", source.toString(), "full-every", "7d"));
    SourcePlan media = new SourcePlan("media", "directory", settings, Optional.empty(), Set.of());
    return new ProtectionPlan(
        plan.system(),
        plan.owner(),
        plan.zone(),
        plan.objectives(),
        Map.of("media", media),
        plan.backup(),
        plan.retention(),
        plan.readBack(),
        plan.targets(),
        plan.verify(),
        plan.recovery(),
        plan.approvals(),
        plan.drills(),
        plan.audience(),
        plan.digest(),
        plan.readiness(),
        EvidencePlan.NONE);
  }

  private String digest(Path place) {
    return run(
        """
        cd "$1"
        find . -printf '%P|%y|%m|%U|%G|%T@|%l\\0' | sed -zE 's/([0-9]\\.[0-9]{6})[0-9]{4}/\\1/' |
          sort -z | tr '\\0' '\\n'
        find . -type f -printf '%P|%n\\0' | sort -z; find . -type f -print0 | sort -z | xargs -0r sha256sum
        """,
        place.toString());
  }

  private void bash(String script, String... more) {
    List<String> arguments = new ArrayList<>(List.of(source.toString()));
    arguments.addAll(List.of(more));
    run(script, arguments.toArray(String[]::new));
  }

  private static String run(String script, String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("bash", "-euc", script, "bash"));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(process.waitFor()).as(text).isZero();
      return text;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
