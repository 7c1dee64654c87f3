package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.spi.schedule.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedCronTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final CronTimes exact = new CalendarCronTimes();
  private final AtomicInteger computed = new AtomicInteger();
  private final CronTimes remembered =
      new RememberedCronTimes(
          (cron, zone, after) -> {
            computed.incrementAndGet();
            return exact.next(cron, zone, after);
          });

  @Test
  void aDueTimeIsComputedOnceUntilItHasCome() {
    Instant evening = Instant.parse("2026-11-27T20:00:00Z");
    Instant due = Instant.parse("2026-11-28T02:00:00Z");
    assertThat(remembered.next("0 3 * * *", BERLIN, evening)).contains(due);
    assertThat(remembered.next("0 3 * * *", BERLIN, due.minusNanos(1))).contains(due);
    assertThat(computed).hasValue(1);
    assertThat(remembered.next("0 3 * * *", BERLIN, due)).contains(due.plus(Duration.ofDays(1)));
    assertThat(computed).hasValue(2);
  }

  /**
   * Forwards and backwards, over both changes of the clocks, and a day that comes every 8 years.
   */
  @Test
  void whateverIsAskedInWhateverOrderTheAnswerIsTheExactOne() {
    Random random = new Random(27);
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    for (String cron : new String[] {"0 3 * * *", "*/20 2 * * *", "15 2 29 2 *", "0 0 30 2 *"}) {
      for (int i = 0; i < 400; i++) {
        Instant at = begin.plusSeconds(random.nextInt(366 * 86_400));
        assertThat(remembered.next(cron, BERLIN, at))
            .as(cron + " after " + at)
            .isEqualTo(exact.next(cron, BERLIN, at));
      }
    }
  }
}
