package io.drillbook.driver.source.directory;

import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.point.Lineage;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.Earlier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a capture is a full one or builds on the one before.
 *
 * @param base what it builds on; empty for a full one
 * @param why why it is a full one
 */
record Chain(Lineage lineage, Optional<Earlier> base, String why) {
  /** More would make a restore read, and retention keep, too many points for one. */
  static final int MOST_INCREMENTS = 30;

  private static final Duration SLACK = Duration.ofHours(1);
  private static final int TENTH = 10;

  static Chain of(Basis basis, Duration fullEvery, Instant now) {
    Optional<Earlier> newest =
        basis.newest().filter(it -> it.capture().kind().equals(DirectorySourceDriver.KIND));
    Optional<Lineage> before = newest.map(Earlier::capture).flatMap(Lineage::of);
    if (before.isEmpty()) {
      String why = basis.whyNot().isEmpty() ? "nothing to build on" : basis.whyNot();
      return full(now, why);
    }
    if (before.get().points().size() >= MOST_INCREMENTS) {
      return full(now, MOST_INCREMENTS + " captures of changes rest on the last full one");
    }
    // Two backups of one schedule are never a whole number of hours apart to the second.
    Duration slack = fullEvery.dividedBy(TENTH);
    Duration due = fullEvery.minus(slack.compareTo(SLACK) < 0 ? slack : SLACK);
    Instant last = before.get().fullAt();
    if (now.isBefore(last) || !now.isBefore(last.plus(due))) {
      return full(
          now, "the last full one is of " + last + ", every " + Durations.inWords(fullEvery));
    }
    return new Chain(before.get().next(newest.get().point()), newest, "");
  }

  private static Chain full(Instant now, String why) {
    return new Chain(new Lineage(now, java.util.List.of()), Optional.empty(), why);
  }
}
