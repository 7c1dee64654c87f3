package io.drillbook.engine.runbook;

import java.util.List;
import java.util.Set;

/**
 * Every process variable: references and decisions, never payload, never a secret. Name, meaning,
 * who writes, who reads.
 */
public final class Variables {
  /** The protected system. Written at the start; read by every step. */
  public static final String SYSTEM = "system";

  /** What happened, as in the plan. Written at the start of drills and incidents. */
  public static final String SCENARIO = "scenario";

  /** ISO instant at which the clock began. Written at an incident's start; read by the clock. */
  public static final String DETECTED_AT = "detectedAt";

  /** The target of the restore. Written at the start or by the assessment. */
  public static final String TARGET = "target";

  /** The recovery point. Written at the start, by selection or a decision; read by restores. */
  public static final String POINT = "point";

  /** How far logs are replayed. Written at the start or by a form; read by every restore step. */
  public static final String UNTIL = "until";

  /** The only source to restore, or empty for all. Written at the start; read by the waves. */
  public static final String ONLY_SOURCE = "onlySource";

  /**
   * Whether the sources answer: all, some, none or unknown. Written at the start and by the facts;
   * read by the table of paths.
   */
  public static final String SOURCES_ANSWER = "sourcesAnswer";

  /**
   * Whether the plan says how to redeploy. Written at the start; read by the table of paths and the
   * rebuild.
   */
  public static final String REDEPLOY_PLANNED = "redeployPlanned";

  /** The sources to restore, separated by commas. Written by the path; read by restore steps. */
  public static final String RESTORE_SOURCES = "restoreSources";

  /** Whether data is restored. Written by the path; read by the rebuild. */
  public static final String RESTORE_WANTED = "restoreWanted";

  /** Whether the release is brought out again. Written by the path; read by the rebuild. */
  public static final String REDEPLOY_WANTED = "redeployWanted";

  /** Whether traffic moves. Written by the path; read by the incident's gateway. */
  public static final String CUTOVER_WANTED = "cutoverWanted";

  /** done or not-done. Written by a form; read by the gateway behind it. */
  public static final String REDEPLOYED = "redeployed";

  /** The customer whose objectives count. Written at the start; read by the clock. */
  public static final String CUSTOMER = "customer";

  /** Who started the run. Written by the engine; read by guards. */
  public static final String INITIATOR = "initiator";

  /** Whether a person may be asked. Written at the start; read by the restore's failure path. */
  public static final String ATTENDED = "attended";

  /**
   * How a called runbook ended: the property of its end event. Written there; read by the caller's
   * gateway.
   */
  public static final String OUTCOME = "outcome";

  /** How the cutover ended. Mapped from its outcome; read by the incident's gateway. */
  public static final String CUTOVER_OUTCOME = "cutoverOutcome";

  /** approve or reject. Written by the approval form; read by the record. */
  public static final String APPROVAL = "approval";

  /** What is approved, a key of the plan. Written by the caller; read by the approval. */
  public static final String APPROVAL_OF = "approvalOf";

  /** open, granted, refused or expired. Written when votes are counted; read by the gateways. */
  public static final String APPROVAL_STATE = "approvalState";

  /** How the approval ended. Mapped from its outcome; read by the caller's gateway. */
  public static final String APPROVAL_OUTCOME = "approvalOutcome";

  /** Which asking of an approval a task belongs to. Written when it opens, local to it. */
  public static final String APPROVAL_ROUND = "approvalRound";

  /** The words of the answer yes. Written when an approval opens, local to it. */
  public static final String YES_LABEL = "yesLabel";

  /** The words of the answer no. Written when an approval opens, local to it. */
  public static final String NO_LABEL = "noLabel";

  /** routine or ask. Written by the plan of an expiry; read by the gateway behind it. */
  public static final String EXPIRY = "expiry";

  /** approve or reject. Written by the form of an expiry; read by the gateway behind it. */
  public static final String EXPIRY_APPROVAL = "expiryApproval";

  /** retry, other-point, skip or abandon. Written by a form; read by the gateway behind it. */
  public static final String DECISION = "decision";

  /** The other recovery point. Written with the decision; read when it is applied. */
  public static final String DECISION_POINT = "decisionPoint";

  /** all, or due where it is left out. Written at the start of a check; read by its reading. */
  public static final String EXTENT = "extent";

  /** Whether a check found damage: yes or no. Written by the repair; read by the gateway. */
  public static final String DAMAGED = "damaged";

  /**
   * Whether a check read and copied everything: yes or no. Written by reading and repair; read by
   * the gateway.
   */
  public static final String COMPLETE = "complete";

  /** What damaged a copy. Written by the form; read by the record. */
  public static final String DAMAGE_CAUSE = "damageCause";

  /**
   * there or again, where nobody could tell whether an effect is there. Written with the decision;
   * read by the record.
   */
  public static final String EFFECT_ANSWER = "effectAnswer";

  /** Why. Written with the decision; read by the record. */
  public static final String DECISION_REASON = "decisionReason";

  /** Code of the fault that was caught. Written by the boundary event; read by the form. */
  public static final String FAULT_CODE = "faultCode";

  /** Text of the fault that was caught. Written by the boundary event; read by the form. */
  public static final String FAULT_MESSAGE = "faultMessage";

  /** Whether the service stayed healthy. Written by the observation; read by the gateway. */
  public static final String HEALTHY = "healthy";

  /** roll-back or stay. Written by a form; read by the gateway behind it. */
  public static final String ROLLBACK = "rollback";

  /** Whether the plan rolls back without asking. Written at the start; read by the cutover. */
  public static final String ROLLBACK_ON_FAILURE = "rollbackOnFailure";

  /**
   * home or standby: the side that traffic leaves. Written by the caller; read by the steps that
   * fence, lift and move.
   */
  public static final String SIDE = "side";

  /**
   * The target where the system lives since it was cut over. Written at the start of a fail-back;
   * read by whatever captures or restores: its source, and what must not be overwritten.
   */
  public static final String LIVE_AT = "liveAt";

  /** How fencing ended: fenced or open. Mapped from its outcome; read by the caller's gateway. */
  public static final String FENCE_OUTCOME = "fenceOutcome";

  /** off, fence-again or stop. Written by a form; read by the gateway behind it. */
  public static final String PRIMARY = "primary";

  /** lift-again, open or stays. Written by a form; read by the gateway behind it. */
  public static final String FENCE_ANSWER = "fenceAnswer";

  /** off, fence or old-side. Written by a form; read by the gateway and the step behind it. */
  public static final String SPLIT_BRAIN = "splitBrain";

  /** new-side or old-side. Mapped from an outcome; read by the caller's gateway. */
  public static final String SPLIT_BRAIN_OUTCOME = "splitBrainOutcome";

  /** rolled-back or stays. Mapped from an outcome; read by the caller's gateway. */
  public static final String ROLLBACK_OUTCOME = "rollbackOutcome";

  /**
   * moved, not-moved, switch-again or unclear. Written by a form, or mapped from an outcome; read
   * by the gateway behind it.
   */
  public static final String TRAFFIC = "traffic";

  /** The next due time, a date. Written by the schedule's watch; read by its timer. */
  public static final String DUE_AT = "dueAt";

  /** The schedule that a watch belongs to. Written at its start; read by its steps. */
  public static final String SCHEDULE = "schedule";

  /** One source of a multi-instance step. Written by the engine; read by the worker. */
  public static final String SOURCE = "source";

  /**
   * One wave of the restore, names separated by commas. Written by the engine; read by the facts.
   */
  public static final String WAVE = "wave";

  /** What a form asks, and what yes and no do: Markdown. Written when a task opens, local to it. */
  public static final String BRIEFING = "briefing";

  /** What was found out, for a form: Markdown. Written when a task opens, local to it. */
  public static final String EVIDENCE = "evidence";

  /** Address of the live clock, empty without HTTPS. Written when a task opens, local to it. */
  public static final String CLOCK_URL = "clockUrl";

  /** Recovery points to choose from, separated by bars. Written when a task opens, local to it. */
  public static final String POINT_CHOICES = "pointChoices";

  /** Targets to choose from, separated by bars. Written when a task opens, local to it. */
  public static final String TARGET_CHOICES = "targetChoices";

  /**
   * Why a run shall begin although its plan is not ready. Written at the start of drills and
   * restores; read by the record.
   */
  public static final String OVERRIDE_REASON = "overrideReason";

  /**
   * Whether a check of readiness found what people do not know: yes or no. Written by the check;
   * read by the gateway.
   */
  public static final String NEWS = "news";

  /** What a caller may give when a runbook is started. */
  static final Set<String> AT_START =
      Set.of(
          SYSTEM,
          SCENARIO,
          DETECTED_AT,
          TARGET,
          POINT,
          UNTIL,
          ONLY_SOURCE,
          INITIATOR,
          EXTENT,
          CUSTOMER,
          OVERRIDE_REASON,
          PartialVariables.WITHOUT_REASON,
          "note");

  /**
   * Read by conditions: they must exist, or the expression fails instead of taking the default
   * flow.
   */
  static final List<String> IN_CONDITIONS =
      List.of(
          OUTCOME,
          CUTOVER_OUTCOME,
          APPROVAL,
          APPROVAL_OF,
          APPROVAL_STATE,
          APPROVAL_OUTCOME,
          EXPIRY,
          EXPIRY_APPROVAL,
          DECISION,
          DECISION_POINT,
          GoalVariables.DECISION_UNTIL,
          DECISION_REASON,
          FAULT_CODE,
          FAULT_MESSAGE,
          HEALTHY,
          ROLLBACK,
          ROLLBACK_ON_FAILURE,
          TRAFFIC,
          ChecklistVariables.PART,
          ReviewVariables.CLOSING,
          SIDE,
          LIVE_AT,
          FENCE_OUTCOME,
          PRIMARY,
          FailoverVariables.MOVE_BEGAN,
          FailoverVariables.OTHER_SIDE,
          FailoverVariables.SERVING,
          FailoverVariables.ARRIVED,
          FailoverVariables.SETTLED,
          FENCE_ANSWER,
          SPLIT_BRAIN,
          SPLIT_BRAIN_OUTCOME,
          ROLLBACK_OUTCOME,
          DAMAGED,
          COMPLETE,
          NEWS,
          ATTENDED,
          POINT,
          UNTIL,
          TARGET,
          SCENARIO,
          SOURCES_ANSWER,
          REDEPLOY_PLANNED,
          RESTORE_SOURCES,
          RESTORE_WANTED,
          REDEPLOY_WANTED,
          CUTOVER_WANTED,
          REDEPLOYED,
          INITIATOR);

  private Variables() {}
}
