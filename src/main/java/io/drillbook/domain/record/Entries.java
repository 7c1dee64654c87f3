package io.drillbook.domain.record;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the lines of the record, so that whoever writes and whoever reads them agree on the words;
 * {@code docs/reference/record.md} lists them.
 */
public final class Entries {
  /** More likely than not the RTO will be missed. */
  public static final String WILL_MISS_RTO = "will miss its RTO";

  /** One of ten such recoveries would miss the RTO. */
  public static final String MAY_MISS_RTO = "may miss its RTO";

  /** Detail: tells apart copies of one step, see {@link StepRef#subject()}. */
  public static final String SUBJECT = "subject";

  /** Detail: why, in a person's or a tool's words. */
  public static final String REASON = "reason";

  /** Detail: {@link StepNature} of a step that begins. */
  public static final String NATURE = "nature";

  /** Detail: the source that a fact is about. */
  public static final String SOURCE = "source";

  /** Detail: the recovery point that a fact is about. */
  public static final String POINT = "point";

  /** Detail: the instant whose data is meant, ISO 8601 in UTC. */
  public static final String DATA_TIME = "dataTime";

  /** Detail: the engine's id of a task. */
  public static final String TASK = "task";

  /** Outcome of a fact: the restore of a source took effect. */
  public static final String RESTORED = "restored";

  /** The outcome of a fact: of a source a part only was restored, as the target asks. */
  public static final String IN_PART = "restored in part";

  /** Outcome of a fact: a recovery point was sealed. */
  public static final String SEALED = "sealed";

  /** Outcome of a fact: a recovery point was sealed without a source, which makes it partial. */
  public static final String SOURCE_MISSING = "source-missing";

  /** Outcome of a fact: a recovery point, or a source in it, is of unusual size. */
  public static final String UNUSUAL_SIZE = "unusual-size";

  /** Outcome of a fact: every recovery point whose turn it was has been read back. */
  public static final String CHECKED = "checked";

  /** Outcome of a fact: retention was applied to the end. */
  public static final String EXPIRED = "expired";

  /** Outcome of a fact: a key was changed and old recovery points still open. */
  public static final String ROTATED = "rotated";

  /** Outcome of a fact: it was checked whether the plan can be relied on. */
  public static final String READINESS = "readiness";

  /** Outcome of a fact: what was in force when a drill began. */
  public static final String FINGERPRINT = "fingerprint";

  /** Outcome of a fact: a run began although a recovery by its plan could not be relied on. */
  public static final String PLAN_NOT_READY = "PLAN NOT READY";

  /** Outcome of a fact: a service that was confirmed is not any longer. */
  public static final String SERVICE_WITHDRAWN = "service-withdrawn";

  private Entries() {}

  /** The first line of a run. */
  public static EntryDraft runStarted(Run run) {
    Map<String, String> details = new TreeMap<>();
    details.put("kind", run.kind().id());
    details.put("system", run.system());
    run.scenario().ifPresent(scenario -> details.put("scenario", scenario.id()));
    details.put("detectedAt", run.detectedAt().toString());
    details.put("rto", run.rto().toString());
    details.put("rtoAssumed", Boolean.toString(run.rtoAssumed()));
    details.put("planDigest", run.planDigest());
    StepRef whole = StepRef.wholeRun("Run started");
    return entry(run.startedAt(), EntryKind.RUN_STARTED, whole, run.startedBy(), "", details);
  }

  /** The last line of a run. */
  public static EntryDraft runEnded(Instant at, String actor, Verdict verdict) {
    StepRef whole = StepRef.wholeRun("Run ended");
    return entry(at, EntryKind.RUN_ENDED, whole, actor, verdict.id(), Map.of());
  }

  /** A step was entered; for a person's task see {@link #taskOpened}. */
  public static EntryDraft stepBegan(Instant at, StepRef step, String actor, StepNature nature) {
    return entry(at, EntryKind.STEP_BEGAN, step, actor, "", Map.of(NATURE, nature.id()));
  }

  /** A step was left as the model foresees. */
  public static EntryDraft stepEnded(Instant at, StepRef step, String actor, String outcome) {
    return entry(at, EntryKind.STEP_ENDED, step, actor, outcome, Map.of());
  }

  /** A step or task was left because the model cancelled it. */
  public static EntryDraft stepCancelled(Instant at, StepRef step, String actor, String reason) {
    return entry(at, EntryKind.STEP_CANCELLED, step, actor, "cancelled", Map.of(REASON, reason));
  }

  /** A worker or delegate began a try; append it at once, so that it survives. */
  public static EntryDraft attemptBegan(Instant at, StepRef step, String worker, int attempt) {
    return attempt(at, EntryKind.ATTEMPT_BEGAN, step, worker, attempt, "", Map.of());
  }

  /** A try took effect. */
  public static EntryDraft attemptEnded(
      Instant at, StepRef step, String worker, int attempt, String outcome) {
    return attempt(at, EntryKind.ATTEMPT_ENDED, step, worker, attempt, outcome, Map.of());
  }

  /** A try failed; append it at once, so that it survives the rollback. */
  public static EntryDraft attemptFailed(
      Instant at, StepRef step, String worker, int attempt, FaultCode code, String reason) {
    Map<String, String> details = Map.of(REASON, reason == null ? "" : reason);
    EntryKind kind = EntryKind.ATTEMPT_FAILED;
    return attempt(at, kind, step, worker, attempt, code.name(), details);
  }

  /** A task waits for somebody of a group. */
  public static EntryDraft taskOpened(Instant at, StepRef step, String group) {
    return entry(at, EntryKind.TASK_OPENED, step, group, "", Map.of());
  }

  /**
   * A task waits for somebody of a group.
   *
   * @param taskId the engine's id of the task, for links to it
   */
  public static EntryDraft taskOpened(Instant at, StepRef step, String group, String taskId) {
    return entry(at, EntryKind.TASK_OPENED, step, group, "", Map.of(TASK, taskId));
  }

  /** A person took a task. */
  public static EntryDraft taskClaimed(Instant at, StepRef step, String person) {
    return entry(at, EntryKind.TASK_CLAIMED, step, person, "", Map.of());
  }

  /** A person completed a task; a decision has its own line beside this one. */
  public static EntryDraft taskCompleted(Instant at, StepRef step, String person, String outcome) {
    return entry(at, EntryKind.TASK_COMPLETED, step, person, outcome, Map.of());
  }

  /**
   * A person completed a task.
   *
   * @param taskId the engine's id of the task: whoever sends the same answer again is known by it
   */
  public static EntryDraft taskCompleted(
      Instant at, StepRef step, String person, String outcome, String taskId) {
    return entry(at, EntryKind.TASK_COMPLETED, step, person, outcome, Map.of(TASK, taskId));
  }

  /**
   * A person decided.
   *
   * @throws Fault INPUT_INVALID where the choice needs a reason and has none
   */
  public static EntryDraft decision(
      Instant at, StepRef step, String person, Choice choice, String reason) {
    String why = reason == null ? "" : reason.strip();
    if (choice.needsReason() && why.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to take a decision without a reason: '" + choice.id() + "'",
          "Say in a sentence why; it goes on the record.");
    }
    return entry(at, EntryKind.DECISION, step, person, choice.id(), Map.of(REASON, why));
  }

  /** A guard refused somebody; append it at once. */
  public static EntryDraft refused(
      Instant at, StepRef step, String person, String what, String reason) {
    return entry(at, EntryKind.REFUSED, step, person, what, Map.of(REASON, reason));
  }

  /** A share of the RTO is used up. */
  public static EntryDraft rtoWarning(Instant at, int percent, Duration left) {
    StepRef whole = StepRef.wholeRun(percent + " % of the RTO used");
    Map<String, String> details =
        Map.of("percent", Integer.toString(percent), "left", left.toString());
    return entry(at, EntryKind.WARNING, whole, "clock", "rto-" + percent, details);
  }

  /** The recovery will, or may, be late; the outcome says which. */
  public static EntryDraft forecastWarning(
      Instant at, String outcome, Map<String, String> details) {
    StepRef whole = StepRef.wholeRun("Forecast");
    return entry(at, EntryKind.WARNING, whole, "clock", outcome, details);
  }

  /** Something found out; the outcome names it in a word. */
  public static EntryDraft fact(
      Instant at, StepRef step, String actor, String outcome, Map<String, String> details) {
    return entry(at, EntryKind.FACT, step, actor, outcome, details);
  }

  /** The restore of a source took effect: from here on the achieved RPO of the source is known. */
  public static EntryDraft restored(
      Instant at, StepRef step, String actor, String source, String point, Instant dataTime) {
    return fact(at, step, actor, RESTORED, restoredDetails(source, point, dataTime));
  }

  /** A recovery point was sealed: what a backup run is for. */
  public static EntryDraft sealed(
      Instant at, StepRef step, String actor, String point, List<String> vaults) {
    Map<String, String> details = Map.of(POINT, point, "vaults", String.join(", ", vaults));
    return fact(at, step, actor, SEALED, details);
  }

  /** A message to people was written; what came of it follows by {@link #delivery}. */
  public static EntryDraft notified(
      Instant at, StepRef step, String actor, String outcome, List<String> recipients) {
    Map<String, String> details = Map.of("recipients", String.join(", ", recipients));
    return entry(at, EntryKind.NOTIFIED, step, actor, outcome, details);
  }

  /**
   * What came of a message to one recipient.
   *
   * @param state such as {@code delivered}, or {@code NOT DELIVERED}
   * @param trouble what went wrong the last time; may be empty
   */
  public static EntryDraft delivery(
      Instant at, String actor, String state, String recipient, String subject, String trouble) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("recipients", recipient);
    details.put("subject", subject);
    if (!trouble.isEmpty()) {
      details.put(REASON, trouble);
    }
    String outcome = state + " to " + recipient + ": " + subject;
    return entry(at, EntryKind.NOTIFIED, StepRef.wholeRun("Tell people"), actor, outcome, details);
  }

  /** The service is confirmed: the clock stops, unless it is withdrawn again. */
  public static EntryDraft serviceConfirmed(Instant at, StepRef step, String actor, String how) {
    return entry(at, EntryKind.SERVICE_CONFIRMED, step, actor, "confirmed", Map.of("how", how));
  }

  /** What was confirmed holds no longer, such as after a rollback: the clock runs again. */
  public static EntryDraft serviceWithdrawn(Instant at, StepRef step, String actor, String reason) {
    return fact(at, step, actor, SERVICE_WITHDRAWN, Map.of(REASON, reason));
  }

  private static Map<String, String> restoredDetails(
      String source, String point, Instant dataTime) {
    return Map.of(SOURCE, source, POINT, point, DATA_TIME, dataTime.toString());
  }

  private static EntryDraft entry(
      Instant at,
      EntryKind kind,
      StepRef step,
      String actor,
      String outcome,
      Map<String, String> details) {
    return attempt(at, kind, step, actor, 0, outcome, details);
  }

  private static EntryDraft attempt(
      Instant at,
      EntryKind kind,
      StepRef step,
      String actor,
      int attempt,
      String outcome,
      Map<String, String> details) {
    Map<String, String> all = new TreeMap<>(details);
    if (!step.subject().isEmpty()) {
      all.put(SUBJECT, step.subject());
    }
    return new EntryDraft(at, kind, step.id(), step.name(), actor, attempt, outcome, all);
  }
}
