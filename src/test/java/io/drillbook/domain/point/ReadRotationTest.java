package io.drillbook.domain.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadRotationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T05:45:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final ReadRotation DAILY = new ReadRotation(Duration.ofDays(30), DAY);

  @Test
  void aRunReadsItsShareAndTheLongestUnreadFirst() {
    List<PointCopy> copies = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      copies.add(copy("p" + (10 + i), 10, Optional.of(NOW.minus(Duration.ofHours(i + 1L)))));
    }
    assertThat(DAILY.due(copies, NOW)).extracting(PointCopy::point).containsExactly("p69", "p68");
  }

  @Test
  void aCopyThatWasNeverReadGoesBeforeOneThatWas() {
    PointCopy fresh = copy("new", 10, Optional.empty());
    PointCopy old = copy("old", 10, Optional.of(NOW.minus(Duration.ofDays(20))));
    assertThat(DAILY.due(List.of(old, fresh), NOW)).containsExactly(fresh);
  }

  @Test
  void whatWouldBeOverdueBeforeTheRunAfterNextIsTakenWhateverTheShare() {
    PointCopy fresh = copy("new", 1, Optional.empty());
    PointCopy urgent = copy("urgent", 1_000, Optional.of(NOW.minus(Duration.ofDays(28))));
    PointCopy calm = copy("calm", 1_000, Optional.of(NOW.minus(Duration.ofDays(27))));
    assertThat(DAILY.due(List.of(fresh, urgent, calm), NOW)).containsExactly(urgent);
  }

  @Test
  void aRunThatBeginsAnewReadsOnlyWhatIsLeftOfItsShare() {
    List<PointCopy> copies = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      copies.add(copy("p" + (10 + i), 10, Optional.of(NOW.minus(DAY))));
    }
    copies.set(0, copy("p10", 10, Optional.of(NOW.plusSeconds(5))));
    assertThat(DAILY.due(copies, NOW)).isEmpty();
  }

  @Test
  void damagedMissingAndWaitingCopiesAreRepairedNotRead() {
    for (CopyState state : List.of(CopyState.BAD, CopyState.MISSING, CopyState.BEHIND)) {
      PointCopy copy = copy("p", 1, Optional.empty()).found(state, Optional.empty(), "x");
      assertThat(DAILY.due(List.of(copy), NOW)).isEmpty();
      assertThat(ReadRotation.all(List.of(copy), NOW)).isEmpty();
    }
  }

  @Test
  void everythingIsReadWhereAllIsAskedFor() {
    PointCopy read = copy("a", 1, Optional.of(NOW.minusSeconds(1)));
    PointCopy readByThisRun = copy("b", 1, Optional.of(NOW));
    assertThat(ReadRotation.all(List.of(read, readByThisRun), NOW)).containsExactly(read);
  }

  /** A hundred days with points that come and go, runs that fail, and sizes of all kinds. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noCopyIsEverUnreadForLongerThanThePeriod(long seed) {
    Random random = new Random(seed);
    Duration within = Duration.ofDays(3 + random.nextInt(28));
    List<PointCopy> copies = new ArrayList<>();
    long mostBytes = 0;
    boolean failedBefore = false;
    for (int day = 0; day < 100; day++) {
      Instant now = NOW.plus(Duration.ofDays(day));
      copies.add(
          new PointCopy(
              "shop",
              "p" + (100 + day),
              "v",
              CopyState.GOOD,
              random.nextInt(1_000),
              now,
              Optional.empty(),
              ""));
      if (copies.size() > 40) {
        copies.remove(random.nextInt(copies.size()));
      }
      boolean fails = !failedBefore && random.nextInt(5) == 0;
      failedBefore = fails;
      if (!fails) {
        List<PointCopy> due = new ReadRotation(within, DAY).due(copies, now);
        mostBytes = Math.max(mostBytes, due.stream().mapToLong(PointCopy::bytes).sum());
        due.forEach(
            read ->
                copies.replaceAll(
                    c -> c.equals(read) ? c.found(CopyState.GOOD, Optional.of(now), "") : c));
      }
      Instant next = now.plus(DAY);
      assertThat(copies).allMatch(copy -> copy.unreadFor(next).compareTo(within) <= 0);
    }
    long all = copies.stream().mapToLong(PointCopy::bytes).sum();
    assertThat(mostBytes).as("the work is spread").isLessThanOrEqualTo(all + 1_000);
  }

  private static PointCopy copy(String point, long bytes, Optional<Instant> readAt) {
    return new PointCopy("shop", point, "v", CopyState.GOOD, bytes, NOW.minus(DAY), readAt, "");
  }
}
