package io.drillbook.domain.record;

import io.drillbook.domain.plan.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record in the making, for tests; times are seconds after detection. */
final class RunRecord {
  static final Instant DETECTED = Instant.parse("2026-11-20T10:00:00Z");

  private final List<RecordEntry> lines = new ArrayList<>();
  private final RunKind kind;
  private Duration rto = Duration.ofSeconds(100);

  RunRecord(RunKind kind) {
    this.kind = kind;
  }

  RunRecord rto(Duration allowed) {
    rto = allowed;
    return this;
  }

  static Instant at(long seconds) {
    return DETECTED.plusSeconds(seconds);
  }

  static StepRef step(String id) {
    return StepRef.of(id, "Name of " + id);
  }

  RunRecord add(EntryDraft entry) {
    ChainHead head =
        lines.isEmpty()
            ? ChainHead.empty()
            : new ChainHead(lines.size(), lines.get(lines.size() - 1).hash());
    lines.add(RecordChain.next(run().id(), head, entry));
    return this;
  }

  RunRecord step(String id, long from, long to) {
    add(Entries.stepBegan(at(from), step(id), "engine", StepNature.AUTOMATED));
    return add(Entries.stepEnded(at(to), step(id), "engine", "done"));
  }

  RunRecord task(String id, long from, long to) {
    add(Entries.taskOpened(at(from), step(id), "oncall"));
    return add(Entries.taskCompleted(at(to), step(id), "ada", "done"));
  }

  RunRecord restored(String source, Instant dataTime, long at) {
    return add(Entries.restored(at(at), step("restore"), "w", source, "point", dataTime));
  }

  RunRecord confirmed(long at) {
    return add(Entries.serviceConfirmed(at(at), step("confirm"), "ada", "looked"));
  }

  RunRecord decided(long at, Choice choice) {
    return add(Entries.decision(at(at), step("decide"), "ada", choice, "because"));
  }

  List<RecordEntry> lines() {
    return List.copyOf(lines);
  }

  Run run() {
    return new Run(
        kind.id() + "-1",
        kind,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        DETECTED,
        DETECTED.plusSeconds(10),
        "ada",
        rto,
        false,
        "digest",
        Optional.empty(),
        Optional.empty());
  }

  Timeline timeline(long now) {
    return Timeline.of(run(), lines, at(now));
  }

  Verdict verdict(long now, Map<String, Duration> rpo) {
    return VerdictRule.verdict(run(), lines, rpo, at(now));
  }
}
