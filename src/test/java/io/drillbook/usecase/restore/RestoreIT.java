package io.drillbook.usecase.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.pipeline.Gpg;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.ManifestJson;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.MadeUpSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreIT {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void backUp() {
    bench = new Bench(folder);
    bench.backUp();
  }

  private VerifiedPoint verify(String... sources) {
    return bench.verify().verify(wanted(sources), bench.step);
  }

  private PointWanted wanted(String... sources) {
    return PointWanted.of(bench.plan(), Bench.POINT, Set.of(sources));
  }

  @Test
  void whatWasCapturedComesBackByteForByte() {
    VerifiedPoint point = verify();
    bench.restore().restore(point, bench.plan(), "db", "sandbox", bench.step);

    assertThat(bench.source.restored).containsOnlyKeys("db.0.raw.zst.pgp", "db.1.raw.zst.pgp");
    assertThat(bench.source.restored.get("db.1.raw.zst.pgp")).isEqualTo(MadeUpSource.content(1));
    assertThat(bench.source.restoredTo.text("at")).isEqualTo("sandbox");
    assertThat(bench.source.production.text("at")).isEqualTo("home");
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.VERIFIED);
  }

  @Test
  void aPointOfWhichOnlyAPartWasReadIsNotCalledVerified() {
    VerifiedPoint part = verify("db");

    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);
    assertThat(part.covers("db")).isTrue();
    assertFault(
        FaultCode.NOT_ALLOWED,
        () -> bench.restore().restore(part, bench.plan(), "media", "sandbox", bench.step));
    assertThat(bench.source.restored).isEmpty();
  }

  @Test
  void aDamagedMemberIsTakenFromTheNextVaultAndSaidSo() throws IOException {
    damage("primary", "db.0.raw.zst.pgp", new Random(1));

    VerifiedPoint point = verify();

    assertThat(point.findings()).singleElement().asString().contains("primary", "db.0");
    assertThat(point.vaults()).containsExactlyInAnyOrder("primary", "offsite");
    bench.restore().restore(point, bench.plan(), "db", "sandbox", bench.step);
    assertThat(bench.source.restored.get("db.0.raw.zst.pgp")).isEqualTo(MadeUpSource.content(0));
  }

  @Test
  void aMemberDamagedEverywhereMakesThePointBroken() throws IOException {
    damage("primary", "db.0.raw.zst.pgp", new Random(1));
    damage("offsite", "db.0.raw.zst.pgp", new Random(2));

    assertFault(FaultCode.CHECKSUM_MISMATCH, this::verify);
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.BROKEN);
  }

  @Test
  void aVaultThatDoesNotAnswerBreaksNoPoint() throws IOException {
    damage("primary", "db.0.raw.zst.pgp", new Random(1));
    Files.move(folder.resolve("offsite"), folder.resolve("away"));

    assertThatThrownBy(this::verify).isInstanceOf(Fault.class);
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);
  }

  @Test
  void aMissingMemberIsTakenFromTheNextVault() throws IOException {
    Files.delete(bench.file("primary", "media.0.raw.zst.pgp"));
    assertThat(verify("media").findings()).singleElement().asString().contains("missing");
  }

  @Test
  void aChangedManifestIsNotBelieved() throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      Path file = bench.file(vault, "manifest.json");
      Files.writeString(file, Files.readString(file).replace("\"orders\" : 7", "\"orders\" : 6"));
    }
    assertFault(FaultCode.SIGNATURE_INVALID, this::verify);
  }

  @Test
  void aManifestSignedByAnotherOfOurOwnKeysIsNotBelieved() throws IOException {
    byte[] text = Files.readAllBytes(bench.file("primary", "manifest.json"));
    for (String vault : List.of("primary", "offsite")) {
      Files.write(bench.file(vault, "manifest.json.asc"), bench.keys.signer("ops").sign(text));
    }
    assertFault(FaultCode.SIGNATURE_INVALID, this::verify);
  }

  @Test
  void anUnsignedPointDoesNotExist() throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      Files.delete(bench.file(vault, "manifest.json.asc"));
    }
    assertFault(FaultCode.SIGNATURE_INVALID, this::verify);
  }

  @Test
  void aGoodPointCopiedUnderANewerNameIsNotBelieved() throws IOException {
    String newer = "20261121T020000Z-000000";
    Path from = bench.file("primary", "x").getParent();
    Path to = Files.createDirectory(from.resolveSibling(newer));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        () -> bench.verify().verify(PointWanted.of(bench.plan(), newer, Set.of()), bench.step));
  }

  @Test
  void aMissingPrivateKeyIsFoundBeforeAnythingIsRead() {
    KeyRing publicOnly =
        KeyRing.open(
            List.of(TestKeys.publicOnly(folder, "ops"), TestKeys.publicOnly(folder, "signer")),
            TestKeys.SECRETS,
            bench.clock);
    bench.step.done.clear();
    assertFault(
        FaultCode.KEY_MISSING,
        () ->
            new VerifyRecoveryPoint(bench.configured(), publicOnly, bench.catalog, bench.clock)
                .verify(wanted(), bench.step));
    assertThat(bench.step.done).isEmpty();
  }

  @Test
  void aWrongPrivateKeyIsFoundBeforeAnythingIsRead() {
    TestKeys.write(folder, "other", OpenPgpKeys.generate("o", "other".toCharArray(), bench.clock));
    KeyFile other = TestKeys.file(folder, "other");
    KeyRing wrong =
        KeyRing.open(
            List.of(other, TestKeys.publicOnly(folder, "signer")), TestKeys.SECRETS, bench.clock);
    assertFault(
        FaultCode.KEY_MISSING,
        () ->
            new VerifyRecoveryPoint(bench.configured(), wrong, bench.catalog, bench.clock)
                .verify(wanted(), bench.step));
  }

  @Test
  void aMemberThatIsDamagedAfterItsVerificationEndsTheRestoreLoudly() throws IOException {
    VerifiedPoint point = verify("db");
    damage("primary", "db.1.raw.zst.pgp", new Random(3));
    assertThatThrownBy(
            () -> bench.restore().restore(point, bench.plan(), "db", "sandbox", bench.step))
        .isInstanceOf(Fault.class);
    assertThat(bench.source.restored).doesNotContainKey("db.1.raw.zst.pgp");
  }

  @Test
  void aTargetWithoutAPlaceForTheSourceIsRefused() {
    assertThat(new CheckTarget(bench.drivers()).check(bench.plan(), "sandbox", List.of("db"), "r"))
        .containsOnlyKeys("db");
    assertFault(
        FaultCode.INPUT_INVALID,
        () ->
            new CheckTarget(bench.drivers())
                .check(bench.plan(), "sandbox", List.of("db", "media"), "r"));
  }

  @Test
  void thePointIsChosenByIdOrAgeAndAFailureListsWhatThereIs() {
    SelectRecoveryPoint select =
        new SelectRecoveryPoint(bench.catalog, new ReplayedSources(bench.drivers()));
    List<String> both = List.of("db", "media");
    bench.catalog.begin("shop", "20261122T020000Z-ffffff", "b", Bench.NOW);
    Optional<RecoveryGoal> any = Optional.empty();
    ProtectionPlan plan = bench.plan();

    assertThat(select.select(plan, Optional.empty(), any, both).point()).isEqualTo(Bench.POINT);
    assertThat(select.select(plan, Optional.of(Bench.POINT), any, both).point())
        .isEqualTo(Bench.POINT);
    assertThat(select.select(plan, Optional.empty(), until(Bench.NOW), both).point())
        .isEqualTo(Bench.POINT);
    assertFault(
        FaultCode.POINT_UNKNOWN,
        () -> select.select(plan, Optional.empty(), until(Bench.NOW.minusSeconds(1)), both));
    assertThatThrownBy(() -> select.select(plan, Optional.of("20261122T020000Z-ffffff"), any, both))
        .extracting(e -> ((Fault) e).hint())
        .asString()
        .contains(Bench.POINT + " (sealed)", "ffffff (capturing)");
  }

  private static Optional<RecoveryGoal> until(Instant instant) {
    return Optional.of(new RecoveryGoal.Time(instant));
  }

  @Test
  void theCommandsOfRestoreMdWorkAsTheyAreTypedWithStockTools() throws IOException {
    Path point = bench.file("primary", "x").getParent();
    try (Gpg gpg = new Gpg()) {
      gpg.ok("--import", folder.resolve("signer.asc").toString());
      OpenPgpKeys.GeneratedKey open = removePassphrase(gpg);
      assertThat(open.fingerprint()).isNotEmpty();
      String script = commands(Files.readString(point.resolve("RESTORE.md")));
      assertThat(script).contains("gpg --verify", "sha256sum -c SHA256SUMS", "awk");

      Gpg.Ran good = gpg.bash(point, script);
      assertThat(good.exit()).as(good.output()).isZero();
      assertThat(good.output())
          .contains("Good signature", bench.keys.fingerprint("signer").substring(30));
      assertThat(good.output().lines().filter(line -> line.endsWith(": OK"))).hasSize(8);
      assertThat(Files.readAllBytes(point.resolve("media.1.raw")))
          .isEqualTo(MadeUpSource.content(1));

      damage("primary", "db.1.raw.zst.pgp", new Random(5));
      assertThat(gpg.bash(point, script).exit()).isNotZero();
    }
  }

  @Test
  void tamperingWithAMemberAndItsLineInTheSumsIsFoundByTheSignedManifest() throws IOException {
    Path point = bench.file("primary", "x").getParent();
    damage("primary", "db.1.raw.zst.pgp", new Random(5));
    try (Gpg gpg = new Gpg()) {
      gpg.bash(point, "sha256sum *.pgp > SHA256SUMS");
      assertThat(gpg.bash(point, "sha256sum -c SHA256SUMS").exit()).isZero();
      String strict =
          Files.readString(point.resolve("RESTORE.md"))
              .lines()
              .filter(line -> line.startsWith("awk"))
              .findFirst()
              .orElseThrow();
      Gpg.Ran ran = gpg.bash(point, strict);
      assertThat(ran.exit()).isNotZero();
      assertThat(ran.output()).contains("db.1.raw.zst.pgp: FAILED");
    }
  }

  @Test
  void theManifestReadsBackAsItWasWritten() throws IOException {
    String text = Files.readString(bench.file("primary", "manifest.json"));
    assertThat(ManifestJson.write(ManifestJson.read(text))).isEqualTo(text);
    assertThat(text)
        .startsWith("{\n  \"formatVersion\" : 2,\n  \"system\" : \"shop\",\n")
        .contains("\"startedAt\" : \"2026-11-20T02:00:00Z\"");
    assertFault(
        FaultCode.INPUT_INVALID,
        () -> ManifestJson.read(text.replace("\"formatVersion\" : 2", "\"formatVersion\" : 3")));
    assertFault(FaultCode.INPUT_INVALID, () -> ManifestJson.read("{}"));
    assertFault(FaultCode.INPUT_INVALID, () -> ManifestJson.read("[]"));
    assertFault(FaultCode.INPUT_INVALID, () -> ManifestJson.read(""));
    assertFault(FaultCode.INPUT_INVALID, () -> ManifestJson.read(text + "{}"));
  }

  /** Imports the private key of ops, as a person does who is asked for the passphrase once. */
  private OpenPgpKeys.GeneratedKey removePassphrase(Gpg gpg) {
    gpg.ok("--passphrase", "ops", "--import", folder.resolve("ops.private.asc").toString());
    gpg.ok(
        "--passphrase",
        "ops",
        "--output",
        "/dev/null",
        "-d",
        bench.file("primary", "db.0.raw.zst.pgp").toString());
    return new OpenPgpKeys.GeneratedKey("", "", gpg.fingerprint("ops@example.com"));
  }

  /** All lines within fences of bash, but for those with placeholders. */
  private static String commands(String markdown) {
    StringBuilder script = new StringBuilder();
    boolean inside = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        inside = line.equals("```bash");
      } else if (inside && !line.contains("MEMBER")) {
        script.append(line).append('\n');
      }
    }
    return script.toString();
  }

  private void damage(String vault, String name, Random random) throws IOException {
    Path file = bench.file(vault, name);
    byte[] bytes = Files.readAllBytes(file);
    switch (random.nextInt(3)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
    }
    Files.write(file, bytes);
  }

  private static void assertFault(FaultCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("unable to")
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(code);
  }
}
