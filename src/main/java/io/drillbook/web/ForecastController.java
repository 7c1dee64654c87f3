package io.drillbook.web;

import io.drillbook.domain.record.TimesInWords;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.ForecastRecovery.Remaining;
import io.drillbook.usecase.incident.ForecastRecovery.Today;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How long recoveries would take, and how long one that goes on still takes. */
@RestController
@RequestMapping("/api/v1")
class ForecastController {
  private final ForecastRecovery forecast;

  ForecastController(ForecastRecovery forecast) {
    this.forecast = forecast;
  }

  @GetMapping("/systems/{system}/forecast")
  Forecasts system(@PathVariable String system) {
    return new Forecasts(forecast.today(system).stream().map(TodayView::of).toList());
  }

  @GetMapping("/runs/{id}/forecast")
  RunForecast run(@PathVariable String id) {
    return new RunForecast(forecast.remaining(id).map(RemainingView::of));
  }

  /** A recovery of each scenario that the plan lists. */
  record Forecasts(List<TodayView> scenarios) {}

  /** The rest of a run; empty where no RTO applies any longer. */
  record RunForecast(Optional<RemainingView> remaining) {}

  /** A recovery of one scenario, were it needed now. */
  record TodayView(
      String scenario,
      Duration rto,
      Duration p50,
      Duration p90,
      boolean tooLong,
      String path,
      String basis) {
    static TodayView of(Today today) {
      return new TodayView(
          today.scenario().id(),
          today.rto(),
          today.estimate().p50(),
          today.estimate().p90(),
          today.tooLong(),
          today.path(),
          today.estimate().basis());
    }
  }

  /** What a run still needs, against what is left of its RTO. */
  record RemainingView(
      Duration p50,
      Duration p90,
      Duration left,
      boolean willMiss,
      boolean mayMiss,
      Optional<String> shorterPath,
      String basis,
      String inWords) {
    static RemainingView of(Remaining remaining) {
      return new RemainingView(
          remaining.estimate().p50(),
          remaining.estimate().p90(),
          remaining.left(),
          !remaining.lateBy().isNegative(),
          remaining.mayBeLate(),
          remaining.shorter(),
          remaining.estimate().basis(),
          words(remaining));
    }
  }

  /** A line for people. */
  static String words(Remaining remaining) {
    String needs =
        "still needs %s, %s left"
            .formatted(remaining.estimate().inWords(), TimesInWords.words(remaining.left()));
    if (!remaining.lateBy().isNegative()) {
      return needs
          + ": WILL MISS the RTO by "
          + TimesInWords.words(remaining.lateBy())
          + remaining.shorter().map(way -> "; shorter path: " + way).orElse("");
    }
    if (remaining.mayBeLate()) {
      return needs + ": may miss the RTO";
    }
    return needs + (remaining.estimate().unknown().isEmpty() ? ": in time" : ": in time so far");
  }
}
