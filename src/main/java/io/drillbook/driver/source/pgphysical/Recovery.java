package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.LogReader;
import io.drillbook.spi.log.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a server is to replay, in its own settings.
 *
 * @param target the settings that name the goal; empty for all that is there
 * @param log what may be asked for
 * @param goal how far; empty for the backup's own end
 * @param mustReach the piece that a replay which comes to the log's end must have read
 */
record Recovery(
    List<String> target, KeptLog log, Optional<RecoveryGoal> goal, OptionalLong mustReach) {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);
  private static final Duration MARK_LATE = Duration.ofMinutes(1);

  /** The timeline that a replay follows where the target says nothing else. */
  static final String LATEST = "latest";

  private static final String OTHER = "Choose another time, or another recovery point.";

  Recovery {
    target = List.copyOf(target);
  }

  /** Up to the backup's own end. */
  static Recovery ofBackup(SourceCapture capture) {
    return new Recovery(
        List.of("recovery_target = 'immediate'"),
        new KeptLog(capture, LogReader.none(), LATEST),
        Optional.empty(),
        OptionalLong.empty());
  }

  /**
   * Up to a goal.
   *
   * @param timeline the target's setting
   * @throws Fault POINT_UNKNOWN where what is kept cannot lead there
   */
  static Recovery to(SourceCapture capture, Replay replay, String timeline) {
    KeptLog log = new KeptLog(capture, replay.log(), timeline);
    log.stray()
        .ifPresent(
            why -> {
              throw unreachable(
                  replay.goal(),
                  why,
                  "Say 'timeline: current' at the target to stay on the point's own, or choose a"
                      + " recovery point that was taken after it.");
            });
    return switch (kind(replay.goal())) {
      case TIME -> toTime(capture, log, (RecoveryGoal.Time) replay.goal());
      case NAME -> toName(log, (RecoveryGoal.Name) replay.goal());
      case LATEST -> toLatest(log, replay.goal());
    };
  }

  /** The same without a goal: where no commit comes after the goal, the log's end is it. */
  Recovery toTheEnd() {
    return new Recovery(List.of(), log, goal, mustReach);
  }

  /**
   * Whether a replay that came to the log's end before the goal may count as having reached it:
   * nobody committed anything in between, and a mark is not much older than the goal. A piece that
   * was received late says nothing of that: what is in it was committed long before.
   *
   * @param last the last commit that was replayed
   * @throws Fault POINT_UNKNOWN
   */
  void requireReached(Instant last) {
    Instant sure = last.plus(log.markEvery().multipliedBy(2)).plus(MARK_LATE);
    if (goal.isPresent()
        && goal.get() instanceof RecoveryGoal.Time time
        && sure.isBefore(time.instant())) {
      throw unreachable(
          time,
          "the log ends with the commit of " + last + ", and no mark comes after it",
          "Choose an earlier time, or 'latest' for all that is kept.");
    }
  }

  /** For the run's mark: another goal is another restore. */
  static String words(Optional<Replay> replay) {
    return replay.map(it -> it.goal().words()).orElse("the recovery point itself");
  }

  private enum Kind {
    TIME,
    NAME,
    LATEST
  }

  private static Kind kind(RecoveryGoal goal) {
    if (goal instanceof RecoveryGoal.Time) {
      return Kind.TIME;
    }
    return goal instanceof RecoveryGoal.Name ? Kind.NAME : Kind.LATEST;
  }

  private static Recovery toTime(SourceCapture capture, KeptLog log, RecoveryGoal.Time goal) {
    Instant ended = Instant.parse(capture.facts().get(ClusterFacts.ENDED));
    if (!goal.instant().isAfter(ended)) {
      throw unreachable(
          goal,
          "the recovery point's own data is of " + ended,
          "Choose a recovery point that was taken before that time.");
    }
    long holding =
        log.holding(goal.instant())
            .orElseThrow(
                () ->
                    unreachable(
                        goal,
                        log.until()
                            .map(until -> "changes are kept until " + until)
                            .orElse("no changes are kept since the recovery point"),
                        "Choose an earlier time or 'latest', or wait until the log was kept."));
    refuseGap(log, goal, holding);
    String time = MICROS.format(micros(goal.instant()));
    return new Recovery(
        List.of("recovery_target_time = '" + time + "'", "recovery_target_inclusive = off"),
        log,
        Optional.of(goal),
        OptionalLong.of(holding));
  }

  private static Recovery toName(KeptLog log, RecoveryGoal.Name goal) {
    String name = Configuration.quoted(goal.name());
    return new Recovery(
        List.of("recovery_target_name = " + name), log, Optional.of(goal), OptionalLong.empty());
  }

  private static Recovery toLatest(KeptLog log, RecoveryGoal goal) {
    Optional<Long> newest = log.newest();
    newest.ifPresent(number -> refuseGap(log, goal, number));
    return new Recovery(
        List.of(),
        log,
        Optional.of(goal),
        newest.map(OptionalLong::of).orElse(OptionalLong.empty()));
  }

  private static void refuseGap(KeptLog log, RecoveryGoal goal, long upTo) {
    log.gap(upTo)
        .ifPresent(
            missing -> {
              throw unreachable(
                  goal,
                  "the log has a gap: " + missing + " is not kept",
                  "Choose a time before the gap, or a recovery point taken after it.");
            });
  }

  /** The server stops before the first commit at that microsecond or later. */
  private static Instant micros(Instant instant) {
    Instant floor = instant.truncatedTo(ChronoUnit.MICROS);
    return floor.equals(instant) ? floor : floor.plus(1, ChronoUnit.MICROS);
  }

  /** A goal that cannot be reached, and why. */
  static Fault unreachable(RecoveryGoal goal, String why, String hint) {
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to recover to '" + goal.words() + "': " + why,
        hint.isEmpty() ? OTHER : hint);
  }
}
