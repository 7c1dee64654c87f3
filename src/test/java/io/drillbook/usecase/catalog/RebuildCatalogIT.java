package io.drillbook.usecase.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.retention.Hold;
import io.drillbook.pipeline.ManifestJson;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.CatalogInMemory;
import io.drillbook.usecase.RetentionInMemory;
import io.drillbook.usecase.catalog.CatalogLine.Kind;
import io.drillbook.usecase.retention.RecallHolds;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A catalog that was lost, or is wrong, against vaults in every state they can be in. */
class RebuildCatalogIT {
  private static final String NEWER = "20261121T020000Z-00000a";

  @TempDir Path folder;
  private Bench bench;
  private final CatalogInMemory fresh = new CatalogInMemory();

  @BeforeEach
  void backUp() {
    bench = new Bench(folder);
    bench.backUp();
  }

  private CatalogReport rebuild(CatalogStore catalog) {
    RecallHolds holds =
        new RecallHolds(bench.configured(), bench.keys, new RetentionInMemory(catalog));
    return new RebuildCatalog(check(catalog), new OnePlan(bench.plan()), holds, bench.clock)
        .rebuild();
  }

  private CheckCatalog check(CatalogStore catalog) {
    return new CheckCatalog(new OnePlan(bench.plan()), catalog, bench.configured(), bench.keys);
  }

  private CatalogLine only(CatalogReport report, Kind kind) {
    List<CatalogLine> lines =
        report.lines().stream().filter(line -> line.kind() == kind).distinct().toList();
    assertThat(lines).as(report.toString()).hasSize(1);
    return lines.get(0);
  }

  private Path point(String vault, String system, String point) {
    return folder.resolve(vault).resolve(system).resolve(point);
  }

  private void copyPoint(String vault, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    FileSystemUtils.copyRecursively(point(vault, "shop", Bench.POINT), to);
  }

  @Test
  void aLostCatalogComesBackAsItWas() {
    CatalogPoint before = bench.catalog.find("shop", Bench.POINT).orElseThrow();
    assertThat(check(fresh).check().count(Kind.NEW)).isEqualTo(1);
    assertThat(fresh.points("shop")).as("checking changes nothing").isEmpty();

    CatalogReport report = rebuild(fresh);

    assertThat(only(report, Kind.NEW).vaults()).containsExactly("primary", "offsite");
    assertThat(report.good()).isTrue();
    assertThat(fresh.find("shop", Bench.POINT).orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("runId")
        .isEqualTo(before);
    assertThat(fresh.captures("shop", Bench.POINT))
        .isEqualTo(bench.catalog.captures("shop", Bench.POINT));
    CatalogReport again = rebuild(fresh);
    assertThat(again.lines()).extracting(CatalogLine::kind).containsExactly(Kind.KNOWN);
  }

  /** Retention counts points as they come: their names sort by the second only. */
  @Test
  void pointsOfOneSecondComeBackInTheOrderInWhichTheyWereTaken() {
    String later = "20261120T020000Z-000001";
    bench.catalog.begin("shop", later, "backup-2", Bench.NOW.plusMillis(300));
    bench.capture().capture(bench.plan(), "db", later, bench.step);
    bench.capture().capture(bench.plan(), "media", later, bench.step);
    bench.seal().seal(bench.plan(), later, bench.step);
    List<String> adopted = new ArrayList<>();
    CatalogStore noting =
        (CatalogStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CatalogStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("adopt")) {
                    adopted.add(((Manifest) arguments[0]).point());
                  }
                  return method.invoke(fresh, arguments);
                });

    rebuild(noting);

    assertThat(adopted).containsExactly(Bench.POINT, later);
  }

  @Test
  void whatWasProvenIsNotClaimedToBeAfterALoss() {
    bench.catalog.setState("shop", Bench.POINT, PointState.PROVEN, Bench.NOW);
    assertThat(rebuild(bench.catalog).good()).isTrue();
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.PROVEN);
    rebuild(fresh);
    assertThat(fresh.state(Bench.POINT)).isEqualTo(PointState.SEALED);
  }

  @Test
  void aPointOfASystemThatNobodyProtectsIsForeignAndLeftAlone() throws IOException {
    copyPoint("primary", point("primary", "blog", NEWER));
    CatalogReport report = rebuild(fresh);
    CatalogLine line = only(report, Kind.FOREIGN);
    assertThat(line.system()).isEqualTo("blog");
    assertThat(line.detail()).contains("nobody here protects this system");
    assertThat(fresh.find("blog", NEWER)).isEmpty();
    assertThat(report.good()).isTrue();
  }

  @Test
  void aPointSignedByAnotherKeyIsForeign() throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      byte[] text = Files.readAllBytes(bench.file(vault, "manifest.json"));
      Files.write(bench.file(vault, "manifest.json.asc"), bench.keys.signer("ops").sign(text));
    }
    CatalogReport report = rebuild(fresh);
    assertThat(report.lines())
        .extracting(CatalogLine::kind)
        .containsExactly(Kind.FOREIGN, Kind.FOREIGN);
    assertThat(report.lines().get(0).detail()).contains("signed by another key");
    assertThat(fresh.points("shop")).isEmpty();
  }

  @Test
  void aChangedManifestAndASwappedOneAreBroken() throws IOException {
    Path manifest = bench.file("primary", "manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(": 7", ": 6"));
    copyPoint("offsite", point("offsite", "shop", NEWER));

    CatalogReport report = rebuild(fresh);

    assertThat(report.lines().stream().filter(line -> line.kind() == Kind.BROKEN))
        .extracting(line -> line.point() + line.vaults())
        .containsExactlyInAnyOrder(Bench.POINT + "[primary]", NEWER + "[offsite]");
    assertThat(report.good()).isFalse();
    assertThat(fresh.find("shop", NEWER)).isEmpty();
    assertThat(fresh.find("shop", Bench.POINT).orElseThrow().vaults()).containsExactly("offsite");
  }

  @Test
  void aManifestWithoutItsSignatureIsBrokenAndMembersWithoutManifestAreUnsealed()
      throws IOException {
    Files.delete(bench.file("primary", "manifest.json.asc"));
    Files.delete(bench.file("offsite", "manifest.json.asc"));
    Files.delete(bench.file("offsite", "manifest.json"));
    CatalogReport report = rebuild(fresh);
    assertThat(only(report, Kind.BROKEN).vaults()).containsExactly("primary");
    assertThat(only(report, Kind.UNSEALED).vaults()).containsExactly("offsite");
    assertThat(fresh.points("shop")).isEmpty();
  }

  @Test
  void aMemberThatIsMissingOrCutByTheListingIsBroken() throws IOException {
    Files.delete(bench.file("primary", "db.0.raw.zst.pgp"));
    Files.write(bench.file("offsite", "db.1.raw.zst.pgp"), new byte[3]);
    CatalogReport report = rebuild(fresh);
    assertThat(report.lines())
        .extracting(CatalogLine::detail)
        .anyMatch(detail -> detail.equals("a member is missing: db.0.raw.zst.pgp"))
        .anyMatch(detail -> detail.startsWith("a member has 3 bytes in place of"));
    assertThat(fresh.points("shop")).isEmpty();
  }

  @Test
  void aCopyThatIsGoneIsTakenOffTheListAndThePointStays() throws IOException {
    FileSystemUtils.deleteRecursively(point("offsite", "shop", Bench.POINT));
    CatalogReport report = rebuild(bench.catalog);
    CatalogLine line = only(report, Kind.MOVED);
    assertThat(line.vaults()).containsExactly("primary");
    assertThat(line.detail()).contains("the catalog says [primary, offsite]");
    assertThat(report.good()).isFalse();
    assertThat(bench.catalog.find("shop", Bench.POINT).orElseThrow().vaults())
        .containsExactly("primary");
    assertThat(rebuild(bench.catalog).good()).isTrue();
  }

  @Test
  void aPointWhoseLastCopyIsGoneIsMissingNeverForgottenAndMayComeBack() throws IOException {
    Files.move(folder.resolve("primary/shop"), folder.resolve("kept"));
    FileSystemUtils.deleteRecursively(folder.resolve("offsite/shop"));
    assertThat(check(bench.catalog).check().count(Kind.MISSING)).isEqualTo(1);
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);

    rebuild(bench.catalog);
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.MISSING);

    Files.move(folder.resolve("kept"), folder.resolve("primary/shop"));
    assertThat(only(rebuild(bench.catalog), Kind.NEW).detail()).contains("is there again");
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);
    assertThat(bench.catalog.find("shop", Bench.POINT).orElseThrow().vaults())
        .containsExactly("primary");
  }

  @Test
  void ofAVaultThatDoesNotAnswerNothingIsConcluded() throws IOException {
    Files.move(folder.resolve("offsite"), folder.resolve("away"));
    CatalogReport report = rebuild(bench.catalog);
    assertThat(report.unread()).containsOnlyKeys("offsite", "holds of shop");
    assertThat(report.good()).isFalse();
    assertThat(bench.catalog.find("shop", Bench.POINT).orElseThrow().vaults())
        .containsExactly("primary", "offsite");
    Files.move(folder.resolve("primary"), folder.resolve("away-too"));
    rebuild(bench.catalog);
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);
  }

  @Test
  void ofTwoGoodManifestsUnderOneNameTheFirstCountsAndTheOtherIsSaid() throws IOException {
    resign("offsite", "drillbook test", "drillbook other");
    CatalogReport report = rebuild(fresh);
    assertThat(only(report, Kind.NEW).vaults()).containsExactly("primary");
    assertThat(only(report, Kind.BROKEN).detail()).contains("differs from the one in the vault");
  }

  @Test
  void aCatalogThatSaysSomethingElseAboutASealedPointIsNotChanged() throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      String text = Files.readString(bench.file(vault, "manifest.json"));
      String sum = ManifestJson.read(text).members().get(0).contentSha256();
      resign(vault, sum, "0".repeat(64));
    }
    CatalogReport report = rebuild(bench.catalog);
    assertThat(only(report, Kind.DIFFERENT).point()).isEqualTo(Bench.POINT);
    assertThat(report.good()).isFalse();
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);
  }

  private void resign(String vault, String from, String to) throws IOException {
    Path manifest = bench.file(vault, "manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(from, to));
    Files.write(
        bench.file(vault, "manifest.json.asc"),
        bench
            .keys
            .signer("signer")
            .sign(Files.readString(manifest).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aBackupAtWorkIsLeftInPeace() throws IOException {
    copyPoint("primary", point("primary", "shop", NEWER));
    Files.delete(point("primary", "shop", NEWER).resolve("manifest.json.asc"));
    bench.catalog.begin("shop", NEWER, "backup-2", Instant.parse("2026-11-21T02:00:00Z"));
    CatalogReport report = rebuild(bench.catalog);
    assertThat(only(report, Kind.CAPTURING).point()).isEqualTo(NEWER);
    assertThat(report.count(Kind.BROKEN)).isZero();
    assertThat(bench.catalog.state(NEWER)).isEqualTo(PointState.CAPTURING);
  }

  @Test
  void whatIsSealedWhileTheVaultsAreListedDoesNotLookMissing() {
    Vaults busy =
        new Vaults() {
          @Override
          public Vault vault(String name) {
            if (bench.catalog.find("shop", NEWER).isEmpty()) {
              bench.catalog.begin("shop", NEWER, "backup-2", Bench.NOW);
              bench.catalog.seal("shop", NEWER, Bench.NOW, List.of("primary"));
            }
            return bench.configured().vault(name);
          }

          @Override
          public List<String> names() {
            return bench.configured().names();
          }
        };
    CatalogReport report =
        new CheckCatalog(new OnePlan(bench.plan()), bench.catalog, busy, bench.keys).check();
    assertThat(report.lines()).extracting(CatalogLine::kind).containsExactly(Kind.KNOWN);
  }

  @Test
  void holdsAreLearntFromTheVaults() {
    Hold hold =
        new Hold(
            "hold-1",
            "shop",
            Bench.POINT,
            "a lawsuit",
            "anna",
            Bench.NOW,
            Optional.empty(),
            Optional.empty());
    RetentionInMemory before = new RetentionInMemory(bench.catalog);
    before.hold(hold);
    new RecallHolds(bench.configured(), bench.keys, before).recall(bench.plan());

    RetentionInMemory after = new RetentionInMemory(fresh);
    RecallHolds holds = new RecallHolds(bench.configured(), bench.keys, after);
    new RebuildCatalog(check(fresh), new OnePlan(bench.plan()), holds, bench.clock).rebuild();
    assertThat(after.holds("shop")).containsExactly(hold);
  }

  @Test
  void objectsThatBelongToNoPointAreNamed() throws IOException {
    Files.createDirectories(folder.resolve("primary/_holds"));
    Files.writeString(folder.resolve("primary/_holds/legal"), "kept by Drillbook itself");
    Files.writeString(folder.resolve("primary/notes.txt"), "somebody's");
    try (Stream<Path> all = Files.list(folder.resolve("primary"))) {
      assertThat(all).hasSize(3);
    }
    CatalogReport report = rebuild(bench.catalog);
    assertThat(only(report, Kind.UNKNOWN).detail())
        .startsWith("objects that belong to no recovery point: 1,")
        .contains("notes.txt")
        .doesNotContain("_holds");
    assertThat(report.good()).isTrue();
  }
}
