package io.drillbook.domain.forecast;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.forecast.History.Range;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineStep;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which parts of a path a run still has before it, and how far those are that go on. */
public final class PartsLeft {
  /** A part that goes on is never over: so much of its usual time is left at least. */
  private static final int LEAST_SHARE = 20;

  /** After so many times what nine of ten took, history says nothing more. */
  private static final int LIKE_NONE = 2;

  private static final Set<String> BAD =
      Stream.concat(Stream.of(FaultCode.values()).map(Enum::name), Stream.of("lost", "cancelled"))
          .collect(Collectors.toSet());

  private final Timeline timeline;
  private final Map<String, TimelineStep> latest = new HashMap<>();
  private final Map<String, Duration> bySpeed;

  /**
   * The parts left of a run.
   *
   * @param bySpeed what a part that goes on still needs at its own speed, by its key
   */
  public PartsLeft(Timeline timeline, Map<String, Duration> bySpeed) {
    this.timeline = timeline;
    this.bySpeed = Map.copyOf(bySpeed);
    timeline.steps().forEach(step -> latest.put(step.step() + "/" + step.subject(), step));
  }

  /** The parts that are not done. */
  public List<Part> of(List<Part> path) {
    return path.stream().filter(part -> !isDone(part)).toList();
  }

  private boolean isDone(Part part) {
    TimelineStep step = latest.get(part.key());
    return step != null && step.ended().isPresent() && !BAD.contains(step.outcome());
  }

  /** What is left of a part's usual time. */
  public Range of(Part part, Range usual) {
    Optional<Duration> gone =
        Optional.ofNullable(latest.get(part.key()))
            .filter(step -> step.ended().isEmpty())
            .map(step -> step.length(timeline.now()));
    if (gone.isEmpty()) {
      return usual;
    }
    Duration least = usual.p50().dividedBy(LEAST_SHARE);
    Optional<Duration> speed =
        Optional.ofNullable(bySpeed.get(part.key()))
            .filter(needs -> needs.compareTo(Duration.ZERO) > 0);
    if (speed.isEmpty() && gone.get().compareTo(usual.p90().multipliedBy(LIKE_NONE)) > 0) {
      return outlasted(gone.get(), usual);
    }
    return new Range(
        longest(usual.p50().minus(gone.get()), least, speed.orElse(least)),
        longest(usual.p90().minus(gone.get()), least, speed.orElse(least)),
        usual.measured());
  }

  /**
   * What took far longer than nine of ten is like none of them. Knowing nothing but how long it has
   * been going, half as long again is an even bet on a quantity of unknown scale, and as long again
   * the careful one; "nearly done" would keep the warning back until the RTO is over.
   */
  private static Range outlasted(Duration gone, Range usual) {
    return new Range(gone.dividedBy(2), gone, usual.measured());
  }

  private static Duration longest(Duration... all) {
    return Stream.of(all).max(Duration::compareTo).orElseThrow();
  }
}
