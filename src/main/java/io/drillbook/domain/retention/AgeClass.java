package io.drillbook.domain.retention;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** Days, weeks and months of the plan's zone; each is named by its first day. */
enum AgeClass {
  DAILY(Why.Kind.DAILY, "day") {
    @Override
    LocalDate begin(LocalDate day) {
      return day;
    }

    @Override
    LocalDate after(LocalDate begin, int count) {
      return begin.plusDays(count);
    }

    @Override
    int wanted(Retention retention) {
      return retention.daily();
    }
  },
  WEEKLY(Why.Kind.WEEKLY, "week") {
    @Override
    LocalDate begin(LocalDate day) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    LocalDate after(LocalDate begin, int count) {
      return begin.plusWeeks(count);
    }

    @Override
    int wanted(Retention retention) {
      return retention.weekly();
    }
  },
  MONTHLY(Why.Kind.MONTHLY, "month") {
    @Override
    LocalDate begin(LocalDate day) {
      return day.withDayOfMonth(1);
    }

    @Override
    LocalDate after(LocalDate begin, int count) {
      return begin.plusMonths(count);
    }

    @Override
    int wanted(Retention retention) {
      return retention.monthly();
    }
  };

  private final Why.Kind kind;
  private final String word;

  AgeClass(Why.Kind kind, String word) {
    this.kind = kind;
    this.word = word;
  }

  abstract LocalDate begin(LocalDate day);

  abstract LocalDate after(LocalDate begin, int count);

  abstract int wanted(Retention retention);

  LocalDate bucket(Instant at, ZoneId zone) {
    return begin(LocalDate.ofInstant(at, zone));
  }

  /** The reason, with the earliest time at which enough newer buckets can be there. */
  Why why(LocalDate begin, Retention retention, ZoneId zone) {
    Instant until = after(begin, wanted(retention)).atStartOfDay(zone).toInstant();
    return Why.until(kind, "stands for the " + word + " of " + begin, until);
  }
}
