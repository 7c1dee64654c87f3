package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.Period;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The stretch of time that is audited: the last twelve months, where nobody says otherwise. */
public final class AuditPeriod {
  private static final int MONTHS = 12;

  private final Clock clock;

  /** A use case with this clock. */
  public AuditPeriod(Clock clock) {
    this.clock = clock;
  }

  /** A period, and whether somebody chose it. */
  public record Asked(Period period, boolean chosen) {}

  /**
   * The period, in whole days of UTC where nothing else was asked for: who asks on the same day
   * gets the same one.
   *
   * @throws Fault INPUT_INVALID where it ends before it begins
   */
  public Asked of(Optional<Instant> from, Optional<Instant> to) {
    Instant tomorrow = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    Instant end = to.orElse(tomorrow);
    Instant begin =
        from.orElseGet(() -> end.atOffset(ZoneOffset.UTC).minusMonths(MONTHS).toInstant());
    if (!begin.isBefore(end)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to look at a period that ends before it begins: '" + begin + " to " + end + "'",
          "'to' is the later one.");
    }
    return new Asked(new Period(begin, end), from.isPresent() || to.isPresent());
  }
}
