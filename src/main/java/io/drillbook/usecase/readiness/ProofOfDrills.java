package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.readiness.Proof;
import io.drillbook.domain.readiness.Proof.PassedDrill;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What drills have shown of a system. Only one without skips, overrides and missed objectives has
 * passed; one that did not pass stays open until a drill of its scenario passes.
 */
public final class ProofOfDrills {
  private static final int LOOKED_AT = 200;

  private final RunStore runs;
  private final RecordStore record;
  private final OpenFindings findings;
  private final Clock clock;

  /** By run: what is on the record of a run that ended does not change any more. */
  private final Map<String, Optional<ReadinessFingerprint>> known = new ConcurrentHashMap<>();

  /** A use case over these stores, where findings are kept nowhere else. */
  public ProofOfDrills(RunStore runs, RecordStore record, Clock clock) {
    this(runs, record, system -> List.of(), clock);
  }

  /** A use case over these stores. */
  public ProofOfDrills(RunStore runs, RecordStore record, OpenFindings findings, Clock clock) {
    this.runs = runs;
    this.record = record;
    this.findings = findings;
    this.clock = clock;
  }

  /** What they have shown up to now. */
  public Proof of(String system) {
    return of(
        runs.list(Optional.of(system), Optional.of(RunKind.DRILL), false, LOOKED_AT),
        findings.of(system));
  }

  /**
   * The same from what is known already.
   *
   * @param drills of one system, newest first: of each scenario the newest that ended, and the
   *     newest that passed; more of them change nothing
   * @param openFindings in words
   */
  Proof of(List<Run> drills, List<String> openFindings) {
    Map<String, Run> newestOfScenario = new LinkedHashMap<>();
    Optional<Run> passed = Optional.empty();
    for (Run run : drills) {
      if (run.verdict().isPresent()) {
        newestOfScenario.putIfAbsent(scenario(run), run);
        if (passed.isEmpty() && hasPassed(run)) {
          passed = Optional.of(run);
        }
      }
    }
    List<String> open = new ArrayList<>();
    for (Run run : newestOfScenario.values()) {
      if (!hasPassed(run)) {
        open.add(inWords(run));
      }
    }
    open.addAll(openFindings);
    return new Proof(passed.map(this::passed), open);
  }

  /**
   * Reads for many drills at once what else would be read for each: after a start none is known.
   *
   * @param drills of any systems
   */
  void recall(List<Run> drills, BoardStore board) {
    List<String> unknown =
        drills.stream()
            .filter(ProofOfDrills::hasPassed)
            .map(Run::id)
            .filter(id -> !known.containsKey(id))
            .toList();
    Map<String, EntryDraft> facts = board.facts(unknown, Entries.FINGERPRINT);
    unknown.forEach(
        id ->
            known.put(
                id,
                Optional.ofNullable(facts.get(id))
                    .flatMap(fact -> ReadinessFingerprint.of(fact.details()))));
  }

  private PassedDrill passed(Run run) {
    return new PassedDrill(
        run.id(), run.endedAt().orElseThrow(), known.computeIfAbsent(run.id(), this::fingerprint));
  }

  private Optional<ReadinessFingerprint> fingerprint(String runId) {
    return record.entries(runId).stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.FACT)
        .filter(entry -> entry.outcome().equals(Entries.FINGERPRINT))
        .findFirst()
        .flatMap(entry -> ReadinessFingerprint.of(entry.details()));
  }

  private String inWords(Run run) {
    Instant ended = run.endedAt().orElseThrow();
    return "the drill of "
        + scenario(run)
        + " "
        + Durations.inWords(Duration.between(ended, clock.instant()))
        + " ago ended as "
        + run.verdict().map(Verdict::id).orElse("unknown")
        + " ("
        + run.id()
        + ")";
  }

  private static boolean hasPassed(Run run) {
    return run.verdict().filter(Verdict.SUCCEEDED::equals).isPresent();
  }

  private static String scenario(Run run) {
    return run.scenario().map(it -> it.id()).orElse("no scenario");
  }
}
