package io.drillbook.usecase.readiness;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.Proof;
import io.drillbook.domain.readiness.Readiness;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.Run;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.ReadinessStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows whether a plan can be relied on now: what the newest check found, judged against what is in
 * force and what drills have shown since. A change therefore shows at once, before any check.
 */
public final class ShowReadiness {
  private final Plans plans;
  private final ReadinessStore store;
  private final TakeFingerprint fingerprint;
  private final ProofOfDrills proof;
  private final Clock clock;

  /** A use case over these ports. */
  public ShowReadiness(
      Plans plans,
      ReadinessStore store,
      TakeFingerprint fingerprint,
      ProofOfDrills proof,
      Clock clock) {
    this.plans = plans;
    this.store = store;
    this.fingerprint = fingerprint;
    this.proof = proof;
    this.clock = clock;
  }

  /**
   * How it stands.
   *
   * @param report of the newest check; empty where there was none yet
   * @param since when checks first found this state; empty where it changed after the newest one
   */
  public record Standing(
      String system,
      Readiness readiness,
      Optional<Instant> since,
      Optional<ReadinessReport> report,
      Optional<String> schedule,
      ReadinessFingerprint inForce,
      Proof proof) {}

  /**
   * How a system stands.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects it
   */
  public Standing of(String system) {
    return of(plans.plan(system));
  }

  /** How the systems of these plans stand, by name; asks once for all of them. */
  public Map<String, Standing> all(List<ProtectionPlan> wanted, BoardStore board) {
    Map<String, ReadinessReport> reports =
        board.reports().stream()
            .collect(Collectors.toMap(ReadinessReport::system, Function.identity()));
    List<Run> ended = board.drills(wanted.stream().map(ProtectionPlan::system).toList());
    proof.recall(ended, board);
    Map<String, List<Run>> drills = ended.stream().collect(Collectors.groupingBy(Run::system));
    Map<String, List<String>> findings =
        board.findings().stream()
            .collect(
                Collectors.groupingBy(
                    DrillFinding::system,
                    Collectors.mapping(DrillFinding::inWords, Collectors.toList())));
    Function<ProtectionPlan, ReadinessFingerprint> fingerprints = fingerprint.once();
    Map<String, Standing> all = new TreeMap<>();
    for (ProtectionPlan plan : wanted) {
      String system = plan.system();
      Proof shown =
          proof.of(
              drills.getOrDefault(system, List.of()), findings.getOrDefault(system, List.of()));
      all.put(
          system,
          judge(plan, Optional.ofNullable(reports.get(system)), fingerprints.apply(plan), shown));
    }
    return all;
  }

  private Standing of(ProtectionPlan plan) {
    String system = plan.system();
    return judge(plan, store.latest(system), fingerprint.of(plan), proof.of(system));
  }

  private Standing judge(
      ProtectionPlan plan,
      Optional<ReadinessReport> report,
      ReadinessFingerprint inForce,
      Proof shown) {
    Readiness readiness =
        Readiness.of(
            report.map(ReadinessReport::findings),
            inForce,
            shown,
            plan.readiness().drillWithin(),
            clock.instant());
    return new Standing(
        plan.system(),
        readiness,
        report.filter(it -> it.state() == readiness.state()).map(ReadinessReport::since),
        report,
        plan.readiness().schedule(),
        inForce,
        shown);
  }
}
