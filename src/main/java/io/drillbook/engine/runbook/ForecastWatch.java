package io.drillbook.engine.runbook;

import io.drillbook.engine.Repeated;
import io.drillbook.usecase.incident.WarnOfForecast;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every few seconds whether an open incident will miss its RTO. It is no timer of the
 * incident: that would wait while a job of the incident runs.
 */
public final class ForecastWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final WarnOfForecast warn;
  private final Repeated timer =
      new Repeated(
          "forecast-watch",
          LOG,
          "The forecast of open incidents could not be looked at; tried again.");

  /** A watch that warns by this use case. */
  public ForecastWatch(WarnOfForecast warn) {
    this.warn = warn;
  }

  @Override
  public void start() {
    timer.start(EVERY, EVERY, warn::warn);
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }
}
