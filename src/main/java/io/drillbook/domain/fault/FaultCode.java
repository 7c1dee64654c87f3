package io.drillbook.domain.fault;

/**
 * Every modelled fault: what it means and how the product reacts. The name is the BPMN error code,
 * so a model may catch it by name.
 */
public enum FaultCode {
  /** The source did not answer; trying again later may help. */
  SOURCE_UNREACHABLE(Reaction.RETRY),
  /** A server refused user name or password; trying again cannot help. */
  CREDENTIALS_REFUSED(Reaction.STOP),
  /** The login may not read or write what the step needs. */
  PERMISSION_DENIED(Reaction.STOP),
  /** A client program that the step needs is not installed, or is older than the server. */
  TOOL_MISSING(Reaction.STOP),
  /** The capture ended before its end: a process failed, died or wrote nothing. */
  CAPTURE_FAILED(Reaction.STOP),
  /** Pieces of a source's log are gone that were not kept: only a new recovery point helps. */
  LOG_LOST(Reaction.STOP),
  /** No room left where the step writes. */
  DISK_FULL(Reaction.STOP),
  /** The vault did not answer or could not be written. */
  VAULT_UNREACHABLE(Reaction.RETRY),
  /** An object of that name is already there: vaults are write-once. */
  OBJECT_EXISTS(Reaction.STOP),
  /** No such recovery point, or none that may be used. */
  POINT_UNKNOWN(Reaction.STOP),
  /** The manifest's signature is missing or not by the expected key. */
  SIGNATURE_INVALID(Reaction.STOP),
  /** Stored bytes differ from the manifest: a flipped bit, a truncated or missing member. */
  CHECKSUM_MISMATCH(Reaction.STOP),
  /** No private key is at hand that opens the member, or a key could not be read. */
  KEY_MISSING(Reaction.STOP),
  /** The member could not be decrypted or unpacked to its end. */
  DECRYPTION_FAILED(Reaction.STOP),
  /** The target holds data; a restore goes into an empty target only. */
  TARGET_NOT_EMPTY(Reaction.STOP),
  /** The target is the protected system itself. */
  TARGET_IS_PRODUCTION(Reaction.STOP),
  /** Another run restores into the target at this time. */
  TARGET_IN_USE(Reaction.STOP),
  /** The target did not answer; trying again later may help. */
  TARGET_UNREACHABLE(Reaction.RETRY),
  /** The restore ran and ended with an error. */
  RESTORE_FAILED(Reaction.STOP),
  /** What was restored differs from what the manifest says was captured. */
  CONTENT_MISMATCH(Reaction.STOP),
  /** A check of the plan's 'verify' list did not hold. */
  CHECK_FAILED(Reaction.STOP),
  /** Traffic could not be moved, and it is known that it was not. */
  CUTOVER_FAILED(Reaction.STOP),
  /** It cannot be told where traffic goes: a person decides. */
  CUTOVER_UNKNOWN(Reaction.STOP),
  /** It cannot be told whether a step took effect before it was interrupted: a person decides. */
  EFFECT_UNKNOWN(Reaction.STOP),
  /** A primary that must not accept writes any longer still does. */
  FENCE_FAILED(Reaction.STOP),
  /** It cannot be told whether the primary still accepts writes: a person decides. */
  FENCE_UNKNOWN(Reaction.STOP),
  /** Both sides accept writes after traffic was moved. */
  SPLIT_BRAIN(Reaction.STOP),
  /** A command of the plan failed or took too long. */
  COMMAND_FAILED(Reaction.STOP),
  /** What paused writes for a capture was undone, or its server died, before the capture ended. */
  PAUSE_ENDED(Reaction.STOP),
  /** A program that ends a pause failed: production may still stand still. */
  WRITES_PAUSED(Reaction.RETRY),
  /** A plan, a configuration file or an argument is wrong. */
  INPUT_INVALID(Reaction.STOP),
  /** Somebody answered what is not asked any more: it was edited, or answered, since. */
  ANSWER_OUTDATED(Reaction.STOP),
  /** The person or the rule does not allow it. */
  NOT_ALLOWED(Reaction.STOP),
  /** The step was cancelled or its lease was lost. */
  CANCELLED(Reaction.STOP),
  /** A defect of Drillbook itself. */
  INTERNAL(Reaction.STOP);

  /** What the runbook does first. */
  public enum Reaction {
    /** Transient: try again by the step's retry cycle, then ask a person. */
    RETRY,
    /** Permanent: ask a person at once. */
    STOP
  }

  private final Reaction reaction;

  FaultCode(Reaction reaction) {
    this.reaction = reaction;
  }

  /** Whether trying again may help without anybody's doing. */
  public boolean isTransient() {
    return reaction == Reaction.RETRY;
  }

  /** Whether a guard refused: the command line then ends with exit code 3. */
  public boolean isRefusal() {
    return this == NOT_ALLOWED
        || this == TARGET_IS_PRODUCTION
        || this == TARGET_NOT_EMPTY
        || this == TARGET_IN_USE;
  }
}
