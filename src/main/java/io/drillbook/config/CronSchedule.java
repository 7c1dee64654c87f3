package io.drillbook.config;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.parser.CronParser;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A schedule of five cron fields in a zone. Local times come from the cron library; what they mean
 * on the two odd days of the year is decided here, because a backup that is skipped in the spring
 * gap, or a drill that runs twice in autumn, is a broken promise.
 */
public final class CronSchedule {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final LocalTimes localTimes;
  private final boolean everyHour;
  private final boolean everyDay;
  private final ZoneRules rules;

  private CronSchedule(Cron cron, ZoneId zone) {
    this.localTimes = new LocalTimes(cron, PARSER);
    this.everyHour = List.of("*", "*/1", "0-23").contains(field(cron, CronFieldName.HOUR));
    this.everyDay =
        Stream.of(CronFieldName.DAY_OF_MONTH, CronFieldName.MONTH, CronFieldName.DAY_OF_WEEK)
            .allMatch(name -> field(cron, name).equals("*"));
    this.rules = zone.getRules();
  }

  /**
   * Reads a schedule.
   *
   * @param text minute, hour, day of month, month, day of week
   * @throws Fault INPUT_INVALID where it is no schedule, or one that never comes due
   */
  public static CronSchedule of(String text, ZoneId zone) {
    try {
      return new CronSchedule(PARSER.parse(text).validate(), zone);
    } catch (IllegalArgumentException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the schedule: '" + text + "'",
          "Give five fields: minute, hour, day of month, month, day of week, as in '0 * * * *'.",
          e);
    }
  }

  /**
   * The first due time strictly after an instant; a local time in the spring gap is due right after
   * the gap, a local time that autumn repeats is due the first time only, unless the schedule is
   * for every hour.
   *
   * @return empty where the schedule never comes due again
   */
  public Optional<Instant> next(Instant after) {
    LocalDateTime local = searchFrom(after);
    Instant best = null;
    while (true) {
      Optional<LocalDateTime> candidate = localTimes.after(local);
      if (candidate.isEmpty()) {
        return Optional.ofNullable(best);
      }
      local = candidate.get();
      List<Instant> instants = instantsOf(local);
      if (best != null && !instants.get(0).isBefore(best)) {
        return Optional.of(best);
      }
      for (Instant instant : instants) {
        if (instant.isAfter(after) && (best == null || instant.isBefore(best))) {
          best = instant;
        }
      }
    }
  }

  /**
   * The longest time without a due time within a year, and where it lies.
   *
   * @param from where the year begins
   * @return empty where the schedule does not come due twice
   */
  public Optional<Gap> largestGap(Instant from) {
    Instant end = from.plus(366, ChronoUnit.DAYS);
    if (!everyDay) {
      return largestGap(from, end);
    }
    // All days are alike but those around a change of the clocks: a year of minutes takes seconds.
    List<Gap> gaps = new ArrayList<>();
    largestGap(from, from.plus(3, ChronoUnit.DAYS)).ifPresent(gaps::add);
    ZoneOffsetTransition transition = rules.nextTransition(from);
    while (transition != null && transition.getInstant().isBefore(end)) {
      Instant at = transition.getInstant();
      largestGap(at.minus(2, ChronoUnit.DAYS), at.plus(2, ChronoUnit.DAYS)).ifPresent(gaps::add);
      transition = rules.nextTransition(at);
    }
    return gaps.stream().max(Comparator.comparing(Gap::length));
  }

  private Optional<Gap> largestGap(Instant from, Instant end) {
    Gap largest = null;
    Optional<Instant> due = next(from);
    while (due.isPresent() && due.get().isBefore(end)) {
      Instant begins = due.get();
      due = next(begins);
      if (due.isPresent()
          && (largest == null || largest.isShorterThan(new Gap(begins, due.get(), rules)))) {
        largest = new Gap(begins, due.get(), rules);
      }
    }
    return Optional.ofNullable(largest);
  }

  /** The time between two successive due times. */
  public record Gap(Instant begins, Instant ends, ZoneRules rules) {
    /**
     * How long it is, by the clock on the wall or by the real one, whichever is less: a daily
     * backup keeps an RPO of 24 hours, although one day of the year has 25.
     */
    public Duration length() {
      Duration real = Duration.between(begins, ends);
      Duration wall = Duration.between(onTheWall(begins), onTheWall(ends));
      return wall.isNegative() || real.compareTo(wall) < 0 ? real : wall;
    }

    private LocalDateTime onTheWall(Instant instant) {
      return LocalDateTime.ofInstant(instant, rules.getOffset(instant));
    }

    private boolean isShorterThan(Gap other) {
      return length().compareTo(other.length()) < 0;
    }
  }

  private static String field(Cron cron, CronFieldName name) {
    return cron.retrieve(name).getExpression().asString();
  }

  /**
   * Where a local time may come twice, the search begins as far back as the clock is moved, and no
   * farther: a schedule of every minute would walk through each step back again and again.
   */
  private LocalDateTime searchFrom(Instant after) {
    LocalDateTime local = LocalDateTime.ofInstant(after, rules.getOffset(after));
    Duration back =
        Stream.of(
                Optional.ofNullable(rules.previousTransition(after)),
                Optional.ofNullable(rules.nextTransition(after)))
            .flatMap(Optional::stream)
            .filter(move -> isNear(move, after))
            .map(move -> move.getDuration().abs())
            .reduce(Duration.ZERO, Duration::plus);
    return local.minus(back);
  }

  private static boolean isNear(ZoneOffsetTransition move, Instant after) {
    Duration away = Duration.between(move.getInstant(), after).abs();
    return away.compareTo(move.getDuration().abs()) <= 0;
  }

  private List<Instant> instantsOf(LocalDateTime local) {
    ZoneOffsetTransition transition = rules.getTransition(local);
    if (transition == null) {
      return List.of(local.toInstant(rules.getOffset(local)));
    }
    if (transition.isGap()) {
      return List.of(transition.getInstant());
    }
    Instant first = local.toInstant(transition.getOffsetBefore());
    return everyHour
        ? List.of(first, local.toInstant(transition.getOffsetAfter()))
        : List.of(first);
  }
}
