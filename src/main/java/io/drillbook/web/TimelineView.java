package io.drillbook.web;

import io.drillbook.domain.record.Clocks;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineMoment;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.usecase.incident.RunAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The timed record of a run as the API shows it; of thousands of rows in parts.
 *
 * @param waiting who is waited for, in whatever part
 * @param record every line where the timeline comes in one part, else those of its moments
 */
record TimelineView(
    RunView run,
    String zone,
    Instant now,
    List<StepView> steps,
    List<MomentView> moments,
    List<StepView> waiting,
    Clocks clocks,
    ScoreView score,
    List<RecordEntry> record,
    Optional<String> next) {

  static TimelineView of(RunAccount account, Slice.Asked asked) {
    TimelinePart part = TimelinePart.of(account, asked);
    Timeline timeline = account.timeline();
    Instant now = timeline.now();
    return new TimelineView(
        RunView.of(timeline.run()),
        account.zone().getId(),
        now,
        part.steps().stream().map(step -> StepView.of(step, now)).toList(),
        part.moments().stream().map(MomentView::of).toList(),
        account.waiting().stream().map(step -> StepView.of(step, now)).toList(),
        timeline.clocks(),
        ScoreView.of(account.score()),
        part.record(),
        part.next());
  }

  /** A step, an attempt or a task. */
  record StepView(
      String name,
      String step,
      String subject,
      String nature,
      String actor,
      Instant began,
      Optional<Instant> ended,
      Duration duration,
      int attempt,
      String outcome,
      String reason,
      boolean asserted) {
    static StepView of(TimelineStep step, Instant now) {
      return new StepView(
          step.name(),
          step.step(),
          step.subject(),
          step.nature().id(),
          step.actor(),
          step.began(),
          step.ended(),
          step.length(now),
          step.attempt(),
          step.outcome(),
          step.reason(),
          step.asserted());
    }
  }

  /** Something that took no time. */
  record MomentView(
      long number,
      Instant at,
      String kind,
      String name,
      String actor,
      String outcome,
      String reason) {
    static MomentView of(TimelineMoment moment) {
      return new MomentView(
          moment.number(),
          moment.at(),
          moment.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          moment.name(),
          moment.actor(),
          moment.outcome(),
          moment.reason());
    }
  }

  /** What was achieved. */
  record ScoreView(
      Duration rto,
      Duration achievedRto,
      boolean confirmed,
      boolean rtoMet,
      boolean rpoMet,
      List<SourceView> sources) {
    static ScoreView of(Score score) {
      return new ScoreView(
          score.rto(),
          score.achievedRto(),
          score.confirmed(),
          score.rtoMet(),
          score.rpoMet(),
          score.sources().stream().map(SourceView::of).toList());
    }
  }

  /** What one source lost. */
  record SourceView(
      String source,
      String point,
      Instant dataTime,
      Duration achievedRpo,
      Optional<Duration> rpo,
      boolean met) {
    static SourceView of(Score.SourceScore source) {
      return new SourceView(
          source.source(),
          source.point(),
          source.dataTime(),
          source.achievedRpo(),
          source.rpo(),
          source.met());
    }
  }
}
