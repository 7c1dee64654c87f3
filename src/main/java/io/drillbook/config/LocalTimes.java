package io.drillbook.config;

import com.cronutils.model.Cron;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The due times of a schedule by the clock on the wall. The cron library says which minutes, hours
 * and days are meant; it is asked once for each day only, because it takes up to a millisecond for
 * an answer, and a year has half a million minutes.
 */
final class LocalTimes {
  private static final LocalDateTime ANY_MIDNIGHT = LocalDateTime.of(2001, 1, 1, 0, 0);

  private final TreeSet<LocalTime> ofDay = new TreeSet<>();
  private final ExecutionTime days;
  private volatile Asked last = new Asked(LocalDate.MAX, Optional.empty());

  private record Asked(LocalDate from, Optional<LocalDate> day) {
    boolean answers(LocalDate date) {
      return !date.isBefore(from) && day.map(found -> !date.isAfter(found)).orElse(true);
    }
  }

  LocalTimes(Cron cron, CronParser parser) {
    String minute = text(cron, CronFieldName.MINUTE);
    String hour = text(cron, CronFieldName.HOUR);
    List<LocalTime> minutes = within(times(parser, minute + " * * * *"), ANY_MIDNIGHT.plusHours(1));
    List<LocalTime> hours = within(times(parser, "0 " + hour + " * * *"), ANY_MIDNIGHT.plusDays(1));
    for (LocalTime h : hours) {
      minutes.forEach(m -> ofDay.add(h.plusMinutes(m.getMinute())));
    }
    days =
        times(
            parser,
            "0 0 "
                + text(cron, CronFieldName.DAY_OF_MONTH)
                + " "
                + text(cron, CronFieldName.MONTH)
                + " "
                + text(cron, CronFieldName.DAY_OF_WEEK));
  }

  /** The first due time after a local time; empty where there is none. */
  Optional<LocalDateTime> after(LocalDateTime local) {
    Optional<LocalDate> day = firstDay(local.toLocalDate());
    if (day.isPresent() && day.get().equals(local.toLocalDate())) {
      LocalTime later = ofDay.higher(local.toLocalTime());
      if (later != null) {
        return Optional.of(local.toLocalDate().atTime(later));
      }
      day = firstDay(local.toLocalDate().plusDays(1));
    }
    return day.map(found -> found.atTime(ofDay.first()));
  }

  /** The first day on or after a date on which the schedule comes due. */
  private Optional<LocalDate> firstDay(LocalDate date) {
    Asked known = last;
    if (!known.answers(date)) {
      known =
          new Asked(
              date, next(days, date.atStartOfDay().minusNanos(1)).map(LocalDateTime::toLocalDate));
      last = known;
    }
    return known.day();
  }

  private static List<LocalTime> within(ExecutionTime times, LocalDateTime end) {
    List<LocalTime> found = new ArrayList<>();
    Optional<LocalDateTime> next = next(times, ANY_MIDNIGHT.minusNanos(1));
    while (next.isPresent() && next.get().isBefore(end)) {
      found.add(next.get().toLocalTime());
      next = next(times, next.get());
    }
    return found;
  }

  private static Optional<LocalDateTime> next(ExecutionTime times, LocalDateTime after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(found -> found.toLocalDateTime());
  }

  private static ExecutionTime times(CronParser parser, String cron) {
    return ExecutionTime.forCron(parser.parse(cron));
  }

  private static String text(Cron cron, CronFieldName name) {
    return cron.retrieve(name).getExpression().asString();
  }
}
