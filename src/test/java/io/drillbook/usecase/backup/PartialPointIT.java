package io.drillbook.usecase.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.CaptureRule;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.ManifestJson;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.CatalogInMemory;
import io.drillbook.usecase.restore.ReplayedSources;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import io.drillbook.usecase.restore.SelectRecoveryPoint.Choice;
import io.drillbook.usecase.restore.SelectRecoveryPoint.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A point that its plan lets do without a source says so, and is never taken for a whole one. */
class PartialPointIT {

  @TempDir Path folder;
  private Bench bench;
  private ProtectionPlan plan;
  private GoOnWithout without;

  @BeforeEach
  void bench() {
    bench = new Bench(folder);
    plan = lenient(bench.plan(), "media");
    without = new GoOnWithout(bench.catalog);
  }

  @Test
  void aPointWithoutASourceThatIsNotRequiredIsSealedAndSaysSo() throws Exception {
    bench.capture().capture(plan, "db", Bench.POINT, bench.step);
    assertThat(without.note(plan, "media", Bench.POINT, gone())).isPresent();
    SealedPoint sealed = bench.seal().seal(plan, Bench.POINT, bench.step);
    MissingSource missing = new MissingSource("media", "made-up", gone().getMessage());
    assertThat(sealed.manifest().missing()).containsExactly(missing);
    Manifest stored = ManifestJson.read(Files.readString(bench.file("primary", "manifest.json")));
    assertThat(stored).isEqualTo(sealed.manifest());
    assertThat(Files.readString(bench.file("offsite", "RESTORE.md")))
        .contains("**This recovery point is PARTIAL.**", "- `media` (made-up): unable to reach");
    CatalogPoint known = bench.catalog.find("shop", Bench.POINT).orElseThrow();
    assertThat(known.inWords()).isEqualTo("sealed, PARTIAL: without media");
    assertThat(known.lacks(Set.of("db", "media"))).containsExactly("media");
    assertThat(bench.seal().seal(plan, Bench.POINT, bench.step).manifest())
        .as("sealed again after a crash")
        .isEqualTo(sealed.manifest());

    CatalogInMemory rebuilt = new CatalogInMemory();
    rebuilt.adopt(stored, List.of("primary"), Bench.NOW);
    assertThat(rebuilt.find("shop", Bench.POINT).orElseThrow().missing())
        .isEqualTo(known.missing());
  }

  @Test
  void aWholePointSaysNothingOfIt() throws Exception {
    bench.backUp();
    assertThat(Files.readString(bench.file("primary", "RESTORE.md")))
        .doesNotContain("PARTIAL")
        .contains("|\n\n## 1. Keys");
    String text = Files.readString(bench.file("primary", "manifest.json"));
    String before = text.replaceFirst(",\\s*\"missing\" : \\[ ]", "");
    assertThat(before).isNotEqualTo(text);
    assertThat(ManifestJson.read(before)).isEqualTo(ManifestJson.read(text));
  }

  @Test
  void aRequiredSourceAPauseThatEndedAndACancelledStepAreNoReasonToGoOn() {
    assertThat(without.note(plan, "db", Bench.POINT, gone())).isEmpty();
    for (FaultCode code :
        List.of(FaultCode.CANCELLED, FaultCode.NOT_ALLOWED, FaultCode.PAUSE_ENDED)) {
      assertThat(without.note(plan, "media", Bench.POINT, new Fault(code, "no", "no"))).isEmpty();
    }
  }

  @Test
  void nothingAtAllIsNoPointAndNeitherIsOneWithoutAKnownTrouble() {
    ProtectionPlan anything = lenient(plan, "db");
    without.note(anything, "db", Bench.POINT, gone());
    without.note(anything, "media", Bench.POINT, gone());
    refused(anything, "Not one source");
    bench.capture().capture(plan, "db", Bench.POINT, bench.step);
    assertThat(bench.catalog.missing("shop", Bench.POINT)).containsOnlyKeys("media");
    refused(bench.plan(), "Not captured are [media]");
  }

  @Test
  void whatAnEarlierAttemptSavedIsTakenBackAndALaterOneCountsAgain() {
    bench.capture().capture(plan, "media", Bench.POINT, bench.step);
    without.note(plan, "media", Bench.POINT, gone());
    assertThat(bench.catalog.captures("shop", Bench.POINT)).isEmpty();
    bench.capture().capture(plan, "media", Bench.POINT, bench.step);
    assertThat(bench.catalog.missing("shop", Bench.POINT)).isEmpty();
  }

  @Test
  void aRecoveryTakesTheNewestPointThatHoldsWhatItNeeds() {
    point("20261118T020000Z-1", "db", "media");
    point("20261119T020000Z-2", "db");
    SelectRecoveryPoint select =
        new SelectRecoveryPoint(bench.catalog, new ReplayedSources(bench.drivers()));
    Choice all = select.select(wish(Optional.empty(), Set.of("db", "media"), false));
    assertThat(all.point().point()).isEqualTo("20261118T020000Z-1");
    assertThat(all.passedOver()).containsExactly("20261119T020000Z-2 lacks media");
    assertThat(select.select(wish(Optional.empty(), Set.of("db"), false)).point().point())
        .isEqualTo("20261119T020000Z-2");
    Optional<String> partial = Optional.of("20261119T020000Z-2");
    assertThatThrownBy(() -> select.select(wish(partial, Set.of("db", "media"), false)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("unable to restore all");
    assertThat(select.select(wish(partial, Set.of("db", "media"), true)).lacks())
        .containsExactly("media");
  }

  @Test
  void aRotationProvesTheOldestPointThatHoldsEverySource() {
    ProtectionPlan before = encryptedTo(plan, List.of("ops", "signer"));
    bench.capture().capture(before, "db", Bench.POINT, bench.step);
    without.note(before, "media", Bench.POINT, gone());
    bench.seal().seal(before, Bench.POINT, bench.step);
    List<String> whole = List.of("20261121T020000Z-aaaaaa", "20261122T020000Z-bbbbbb");
    for (String point : whole) {
      bench.catalog.begin("shop", point, "run", Bench.NOW.plusSeconds(1 + whole.indexOf(point)));
      bench.capture().capture(before, "db", point, bench.step);
      bench.capture().capture(before, "media", point, bench.step);
      bench.seal().seal(before, point, bench.step);
    }
    CheckNewKey check = new CheckNewKey(bench.keys, bench.configured(), bench.catalog);
    ProtectionPlan after = encryptedTo(plan, List.of("ops", "escrow"));
    assertThat(check.check(after, Bench.NOW.plusSeconds(9)).oldest()).isEqualTo(whole.get(0));
  }

  private static ProtectionPlan encryptedTo(ProtectionPlan p, List<String> keys) {
    BackupPolicy b = p.backup();
    return with(
        p,
        p.sources(),
        new BackupPolicy(b.schedule(), b.vaults(), b.required(), keys, b.signWith()));
  }

  private static Fault gone() {
    return new Fault(FaultCode.SOURCE_UNREACHABLE, "unable to reach: 'a \"disk\"'", "Look.");
  }

  private Wish wish(Optional<String> point, Set<String> sources, boolean accepted) {
    return new Wish(bench.plan(), point, Optional.empty(), sources, accepted);
  }

  private void point(String point, String... sources) {
    bench.catalog.begin("shop", point, "run", Bench.NOW);
    for (String source : sources) {
      bench.catalog.saveCapture(
          "shop",
          point,
          new SourceCapture(source, "made-up", Bench.NOW, Map.of(), Map.of()),
          List.of());
    }
    bench.catalog.seal("shop", point, Bench.NOW, List.of("primary"));
  }

  private void refused(ProtectionPlan by, String hint) {
    assertThatThrownBy(() -> bench.seal().seal(by, Bench.POINT, bench.step))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
              assertThat(fault.hint()).contains(hint);
            });
  }

  private static ProtectionPlan lenient(ProtectionPlan p, String without) {
    Map<String, SourcePlan> sources = new LinkedHashMap<>(p.sources());
    sources.computeIfPresent(
        without,
        (name, it) ->
            new SourcePlan(
                name,
                it.kind(),
                it.settings(),
                Optional.<Duration>empty(),
                it.after(),
                it.holds(),
                new CaptureRule(false, Set.of())));
    return with(p, sources, p.backup());
  }

  private static ProtectionPlan with(
      ProtectionPlan p, Map<String, SourcePlan> sources, BackupPolicy backup) {
    return new ProtectionPlan(
        p.system(),
        p.owner(),
        p.zone(),
        p.objectives(),
        sources,
        backup,
        p.retention(),
        p.readBack(),
        p.targets(),
        p.verify(),
        p.recovery(),
        p.approvals(),
        p.drills(),
        p.audience(),
        p.digest(),
        p.readiness(),
        EvidencePlan.NONE);
  }
}
