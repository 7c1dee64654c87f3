package io.drillbook.web;

import io.drillbook.usecase.incident.RunProgress;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is, as the API shows it.
 *
 * @param total -1 where nobody knows
 */
record ProgressView(
    String step,
    String subject,
    long done,
    long total,
    long bytesPerSecond,
    Optional<Duration> left) {
  static ProgressView of(RunProgress progress) {
    return new ProgressView(
        progress.step(),
        progress.subject(),
        progress.done(),
        progress.total().orElse(-1),
        Math.round(progress.perSecond()),
        progress.left());
  }
}
