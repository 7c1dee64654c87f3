package io.drillbook.spi.source;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.log.Replay;
import io.drillbook.spi.step.StepContext;
import java.util.List;
import java.util.Optional;

/**
 * Captures and restores one kind of source. Implementations hold no state, may be called by several
 * threads at once and throw {@link io.drillbook.domain.fault.Fault} for whatever they can explain.
 * The contract test {@code SourceDriverContract} says what every one must hold.
 */
public interface SourceDriver {
  /** The word in a plan's {@code kind}. */
  String kind();

  /** Every setting this kind understands, at a source and at a target. */
  List<Setting> settings();

  /**
   * Looks at a source or a target without changing it; takes seconds at most.
   *
   * @throws io.drillbook.domain.fault.Fault SOURCE_UNREACHABLE, CREDENTIALS_REFUSED,
   *     PERMISSION_DENIED, TOOL_MISSING
   */
  SourceProbe probe(Settings settings);

  /**
   * How much a restore into the target may write; takes seconds at most.
   *
   * @throws io.drillbook.domain.fault.Fault as {@link #probe}
   */
  default Room room(Settings target) {
    return Room.unknown("this kind of target cannot be asked");
  }

  /**
   * Captures the source in one pass: each member is streamed into the sink while it is read.
   * Returns only when every process involved ended well; otherwise throws, and the caller discards
   * what the sink received.
   */
  SourceCapture capture(String source, Settings settings, MemberSink sink, StepContext context);

  /**
   * Restores into a target that is empty or does not exist yet, and compares what is there
   * afterwards with the capture's contents. Safe to call again for the same run after a crash at
   * any point: leftovers of earlier attempts of this run are removed, data of anybody else never; a
   * run whose restore already took effect answers with that.
   *
   * @param production the protected source's own settings at home, to refuse a target that is
   *     production itself; {@link Settings#none()} in a rescue, where no plan is left: then what
   *     the capture tells of its home must do
   * @throws io.drillbook.domain.fault.Fault TARGET_NOT_EMPTY, TARGET_IS_PRODUCTION, RESTORE_FAILED,
   *     CONTENT_MISMATCH …
   */
  RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context);

  /**
   * As {@link #restore}, and replays the log that was kept since the capture up to the goal.
   *
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where this kind keeps no log; POINT_UNKNOWN
   *     where the goal lies before the capture's end, after the last change kept, or where a piece
   *     between is missing; otherwise as {@link #restore}
   */
  default RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Replay replay,
      Settings target,
      Settings production,
      StepContext context) {
    throw new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to replay changes onto data of this kind: '" + kind() + "'",
        "Choose a recovery point taken before that time.");
  }

  /**
   * Checks that a restore into the target would be allowed now, changing nothing: reachable, not
   * production, empty.
   *
   * @param production as for {@link #restore}
   * @throws io.drillbook.domain.fault.Fault as {@link #restore} would
   */
  SourceProbe checkTarget(Settings target, Settings production, String runId);

  /**
   * Removes what the run restored into a disposable target and checks that it is gone; may be
   * called twice.
   *
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where the target does not carry this run's
   *     mark
   */
  void discard(Settings target, String runId);

  /**
   * Gives what a target holds another name there, so that its place is free for a restore and
   * nothing is lost; may be called twice. What the run itself restored stays.
   *
   * @param production where the system lives now, to refuse a target that is in truth just that
   * @return the other name; empty where the target holds nothing
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where this kind cannot; otherwise as {@link
   *     #checkTarget}
   */
  default Optional<String> setAside(Settings target, Settings production, String runId) {
    throw new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to set data of this kind aside: '" + kind() + "'",
        "Empty the target by hand; a restore goes into an empty one only.");
  }

  /**
   * Reads a capture to its end with the tool that would restore it, without a target and without
   * changing anything: stored bytes may be whole and what the tool once wrote may still be cut.
   * Members that need no such look may be left unread.
   *
   * @throws io.drillbook.domain.fault.Fault CONTENT_MISMATCH where the capture is not whole, which
   *     condemns the recovery point: throw it only where that is sure; anything else, such as
   *     TOOL_MISSING, where it could not be told
   */
  void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context);

  /** Markdown for RESTORE.md: the exact commands that restore the members with stock tools. */
  String manualRestore(SourceCapture capture, List<Member> members);

  /** How the source's log of changes is kept, where this kind writes one. */
  default Optional<LogSource> log() {
    return Optional.empty();
  }
}
