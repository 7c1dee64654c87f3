package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.Clocks;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.record.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Over generated incidents with skips, retries, overrides, rejections, crashes and pauses: the
 * verdict is never better than the truth, the clocks add up, no failed try is missing.
 */
class HonestRecordTest {
  private static final Map<String, Duration> RPO = Map.of("db", Truth.RPO, "media", Truth.RPO);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestDatabase database = TestDatabase.h2();
  private final JdbcRecordStore record = new JdbcRecordStore(database.dataSource, database.manager);
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private int failed;
  private int lost;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void threeHundredGeneratedRunsAreToldAsTheyWere() {
    check(300);
  }

  @Test
  @Tag("long")
  void twentyThousandGeneratedRunsAreToldAsTheyWere() {
    check(20_000);
  }

  private void check(int runs) {
    for (long seed = 1; seed <= runs; seed++) {
      GeneratedRun generated = new GeneratedRun(seed, record, database.transaction);
      Instant end = generated.live();
      assertHonest(generated, generated.lines(), end, seed);
    }
    assertThat(verdicts)
        .as("every verdict of what is observed came about")
        .hasSize(Verdict.values().length - 1)
        .doesNotContainKey(Verdict.ASSERTED);
    assertThat(failed).isGreaterThan(runs);
    assertThat(lost).isGreaterThan(runs / 4);
  }

  private void assertHonest(
      GeneratedRun generated, List<RecordEntry> lines, Instant end, long seed) {
    Run run = generated.run();
    Verdict told = VerdictRule.verdict(run, lines, RPO, end);
    Verdict best = generated.truth.verdict();
    assertThat(Truth.rank(told))
        .as("seed %d: told %s, in truth at best %s", seed, told, best)
        .isGreaterThanOrEqualTo(Truth.rank(best));
    assertThat(told).as("seed %d: nor is it worse", seed).isEqualTo(best);
    verdicts.merge(told, 1, Integer::sum);
    clocks(run, lines, generated.truth, end, seed);
    attempts(lines, generated.truth, Timeline.of(run, lines, end), seed);
  }

  /** The run's last line is written first, as the server does. */
  private static void clocks(
      Run run, List<RecordEntry> lines, Truth truth, Instant end, long seed) {
    for (Instant now : List.of(end, run.detectedAt().plus(truth.lapsed().dividedBy(2)))) {
      Clocks clocks = Timeline.of(run, lines, now).clocks();
      Duration sum = clocks.machine().plus(clocks.people()).plus(clocks.idle());
      assertThat(sum.minus(clocks.total()).abs()).as("seed %d", seed).isLessThan(SECOND);
      assertThat(List.of(clocks.machine(), clocks.people(), clocks.idle()))
          .as("seed %d", seed)
          .noneMatch(Duration::isNegative);
    }
    assertThat(Timeline.of(run, lines, end).clocks().total().minus(truth.lapsed()).abs())
        .as("seed %d: the whole is detection to confirmation, or to the end", seed)
        .isLessThan(SECOND);
  }

  private void attempts(List<RecordEntry> lines, Truth truth, Timeline timeline, long seed) {
    Map<String, Long> written = new TreeMap<>();
    lines.stream()
        .map(RecordEntry::entry)
        .filter(line -> line.kind() == EntryKind.ATTEMPT_FAILED)
        .forEach(
            line ->
                written.merge(
                    line.step() + "/" + line.detail(Entries.SUBJECT) + "/" + line.attempt(),
                    1L,
                    Long::sum));
    Map<String, Long> happened = new TreeMap<>();
    truth.failed.forEach(one -> happened.merge(one, 1L, Long::sum));
    assertThat(written).as("seed %d: failed tries", seed).isEqualTo(happened);
    failed += truth.failed.size();
    lost += truth.lost.size();
    for (String one : truth.lost) {
      assertThat(timeline.steps())
          .as("seed %d: the try that a crash took, %s", seed, one)
          .anyMatch(isTry(one).and(step -> !"done".equals(step.outcome())));
    }
  }

  private static Predicate<TimelineStep> isTry(String one) {
    return step -> (step.step() + "/" + step.subject() + "/" + step.attempt()).equals(one);
  }

  /** A record that forgot what people decided would be believed: the property must catch it. */
  @Test
  void aRecordThatHidesDecisionsIsCaught() {
    long better =
        java.util.stream.LongStream.rangeClosed(1, 60)
            .filter(
                seed -> {
                  GeneratedRun generated = new GeneratedRun(seed, record, database.transaction);
                  Instant end = generated.live();
                  List<RecordEntry> hidden =
                      generated.lines().stream()
                          .filter(line -> line.entry().kind() != EntryKind.DECISION)
                          .toList();
                  Verdict told = VerdictRule.verdict(generated.run(), hidden, RPO, end);
                  return Truth.rank(told) < Truth.rank(generated.truth.verdict());
                })
            .count();
    assertThat(better).isPositive();
  }
}
