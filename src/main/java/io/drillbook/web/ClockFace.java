package io.drillbook.web;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.RtoClock;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.incident.RunAccount;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a run as a page shows it. The page's script counts on from the server's time, so
 * that a browser whose clock is wrong shows the right figures.
 *
 * @param mode {@code down} to the end of the RTO, {@code up} where none applies, {@code stopped}
 * @param state {@code fine}, {@code half}, {@code late}, {@code over} or {@code plain}; its colour
 * @param figures what it shows until the script runs
 * @param label what the figures mean
 * @param from epoch milliseconds from which, or to which, it counts
 * @param now the server's time, epoch milliseconds
 * @param half epoch milliseconds when half of the RTO is used
 * @param late epoch milliseconds when 80 percent of it are used
 */
record ClockFace(
    String mode,
    String state,
    String figures,
    String label,
    String detail,
    long from,
    long now,
    long half,
    long late) {

  private static final int HALF = 50;
  private static final int LATE = 80;
  private static final int ALL = 100;

  private static final String OVER_RTO = "over the RTO";
  private static final String TO_ANSWER = "left to answer";

  /** The time that is left for an answer; the RTO is another matter. */
  static ClockFace toAnswer(Approval approval, Instant now, PageTimes times) {
    Duration all = Duration.between(approval.askedAt(), approval.expiresAt());
    Instant half = approval.askedAt().plus(all.multipliedBy(HALF).dividedBy(ALL));
    Instant late = approval.askedAt().plus(all.multipliedBy(LATE).dividedBy(ALL));
    String state =
        !now.isBefore(approval.expiresAt())
            ? "over"
            : !now.isBefore(late) ? "late" : !now.isBefore(half) ? "half" : "fine";
    return new ClockFace(
        "down",
        state,
        PageTimes.figures(Duration.between(now, approval.expiresAt())),
        TO_ANSWER,
        "until " + times.brief(approval.expiresAt()) + "; no answer is a no",
        approval.expiresAt().toEpochMilli(),
        now.toEpochMilli(),
        half.toEpochMilli(),
        late.toEpochMilli());
  }

  /** What the figures mean once the time is up. */
  public String over() {
    return TO_ANSWER.equals(label) ? "too late: it counts as no" : OVER_RTO;
  }

  /** What they mean until then. */
  public String leftLabel() {
    return TO_ANSWER.equals(label) ? TO_ANSWER : "left";
  }

  static ClockFace of(RunAccount account) {
    Timeline timeline = account.timeline();
    if (!timeline.clocks().running()) {
      return timeline.run().verdict().filter(Verdict.ASSERTED::equals).isPresent()
          ? asserted(account.score(), timeline.clocks().total())
          : stopped(account.score(), timeline.clocks().total());
    }
    return timeline.run().rto().isZero() ? up(timeline) : down(account);
  }

  private static ClockFace down(RunAccount account) {
    Timeline timeline = account.timeline();
    RtoClock clock = RtoClock.of(timeline.run());
    Instant due = clock.dueAt(ALL);
    Duration left = clock.left(timeline.now());
    String detail =
        "RTO %s, ends %s"
            .formatted(
                PageTimes.length(timeline.run().rto()), new PageTimes(account.zone()).brief(due));
    return new ClockFace(
        "down",
        state(clock.usedPercent(timeline.now())),
        PageTimes.figures(left),
        left.isNegative() ? OVER_RTO : "left",
        detail,
        due.toEpochMilli(),
        timeline.now().toEpochMilli(),
        clock.dueAt(HALF).toEpochMilli(),
        clock.dueAt(LATE).toEpochMilli());
  }

  private static ClockFace up(Timeline timeline) {
    Run run = timeline.run();
    long now = timeline.now().toEpochMilli();
    String figures = PageTimes.figures(timeline.clocks().total());
    long from = run.detectedAt().toEpochMilli();
    return new ClockFace(
        "up", "plain", figures, "so far", "No RTO applies to this run", from, now, 0, 0);
  }

  private static ClockFace stopped(Score score, Duration total) {
    boolean applies = !score.rto().isZero();
    String label = score.confirmed() ? "until the service was confirmed" : "until the end";
    String detail =
        applies
            ? "RTO %s %s"
                .formatted(PageTimes.length(score.rto()), score.rtoMet() ? "met" : "MISSED")
            : "No RTO applies to this run";
    String state = !applies ? "plain" : score.rtoMet() ? "fine" : "over";
    return new ClockFace("stopped", state, PageTimes.figures(total), label, detail, 0, 0, 0, 0);
  }

  /** Nothing was observed, so nothing was met or missed. */
  private static ClockFace asserted(Score score, Duration total) {
    String detail = "RTO %s; %s".formatted(PageTimes.length(score.rto()), Asserted.MARK);
    String label = "until the service was back, as people say";
    return new ClockFace("stopped", "plain", PageTimes.figures(total), label, detail, 0, 0, 0, 0);
  }

  private static String state(long usedPercent) {
    if (usedPercent >= ALL) {
      return "over";
    }
    return usedPercent >= LATE ? "late" : usedPercent >= HALF ? "half" : "fine";
  }
}
