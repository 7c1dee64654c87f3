package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.domain.schedule.MisfireRule;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.usecase.CopiesInMemory;
import io.drillbook.usecase.readiness.FireSchedule.Firing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FireScheduleTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final ScheduledWork BACKUP =
      new ScheduledWork("shop", "backup", "0 * * * *", ZoneOffset.UTC);
  private static final ScheduledWork DRILL =
      new ScheduledWork("shop", "drill:weekly", "0 * * * *", ZoneOffset.UTC);
  private static final ScheduledWork CHECK =
      new ScheduledWork("shop", "check", "0 * * * *", ZoneOffset.UTC);
  private static final CronTimes HOURLY =
      (cron, zone, after) ->
          Optional.of(Instant.ofEpochSecond((after.getEpochSecond() / 3600 + 1) * 3600));

  private static final Instant DEAD = Instant.parse("2000-01-01T00:10:00Z");

  private final Ledger ledger = new Ledger();
  private final CopiesInMemory copies = new CopiesInMemory();
  private final Runs runs = new Runs();
  private final Lines lines = new Lines();

  @Test
  void a_due_backup_is_started_and_stands_in_the_ledger_under_its_run() {
    Firing firing = at(NOON.plusSeconds(1)).fire(BACKUP, NOON.minusSeconds(3600));

    FireSchedule.Start start = firing.start().orElseThrow();
    assertThat(start.kind()).isEqualTo(RunKind.BACKUP);
    assertThat(start.drill()).isEmpty();
    assertThat(start.runId()).matches("backup-20261120T120001Z-[0-9a-f]{6}");
    assertThat(ledger.rows)
        .containsExactly(
            new DueTime(
                "shop",
                "backup",
                NOON,
                NOON.plusSeconds(1),
                DueOutcome.RAN,
                Optional.of(start.runId())));
  }

  @Test
  void a_due_drill_is_started_by_its_name() {
    FireSchedule.Start start = at(NOON).fire(DRILL, NOON.minusSeconds(3600)).start().orElseThrow();
    assertThat(start.kind()).isEqualTo(RunKind.DRILL);
    assertThat(start.drill()).contains("weekly");
    assertThat(start.runId()).startsWith("drill-20261120T120000Z-");
  }

  @Test
  void the_same_due_time_is_never_fired_twice() {
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    Firing again = at(NOON.plusSeconds(2)).fire(BACKUP, NOON.minusSeconds(3600));
    assertThat(again.start()).isEmpty();
    assertThat(again.rows()).isEmpty();
    assertThat(ledger.rows).hasSize(1);
  }

  @Test
  void where_another_server_was_quicker_nothing_is_started() {
    ledger.blind = true;
    ledger.rows.add(
        new DueTime("shop", "backup", NOON, NOON, DueOutcome.RAN, Optional.of("backup-other")));
    Firing firing = at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    assertThat(firing.start()).isEmpty();
    assertThat(ledger.rows).hasSize(1);
  }

  @Test
  void while_a_run_of_the_kind_is_open_the_due_time_is_overlapped() {
    runs.open = Optional.of(RunKind.BACKUP);
    assertThat(at(NOON).fire(BACKUP, NOON.minusSeconds(3600)).start()).isEmpty();
    assertThat(ledger.rows).extracting(DueTime::outcome).containsExactly(DueOutcome.OVERLAPPED);
    assertThat(at(NOON).fire(DRILL, NOON.minusSeconds(3600)).start()).isPresent();
  }

  @Test
  void while_another_run_has_what_it_needs_the_due_time_is_overlapped() {
    FireSchedule held =
        new FireSchedule(ledger, runs, lines, HOURLY, clock(NOON), new Random(1), DRILL::equals);
    assertThat(held.fire(DRILL, NOON.minusSeconds(3600)).start()).isEmpty();
    assertThat(ledger.rows).extracting(DueTime::outcome).containsExactly(DueOutcome.OVERLAPPED);
    assertThat(held.fire(BACKUP, NOON.minusSeconds(3600)).start()).isPresent();
  }

  @Test
  void due_times_of_before_a_changed_schedule_was_in_force_are_not_missed() {
    ledger.add(
        new DueTime(
            "shop",
            "backup",
            NOON.minus(Duration.ofDays(7)),
            NOON,
            DueOutcome.RAN,
            Optional.empty()));
    Firing firing = at(NOON).fire(BACKUP, NOON.minusSeconds(1800));
    assertThat(firing.rows()).extracting(DueTime::dueAt).containsExactly(NOON);
    assertThat(new NextDue(ledger, HOURLY, clock(NOON)).of(BACKUP, NOON))
        .contains(NOON.plusSeconds(3600));
  }

  @Test
  void the_next_due_time_follows_the_ledger_and_may_be_overdue() {
    NextDue next = new NextDue(ledger, HOURLY, clock(NOON.plusSeconds(5)));
    assertThat(next.of(BACKUP)).contains(NOON.plusSeconds(3600));
    ledger.add(
        new DueTime(
            "shop",
            "backup",
            NOON.minus(Duration.ofHours(5)),
            NOON,
            DueOutcome.RAN,
            Optional.empty()));
    assertThat(next.of(BACKUP)).contains(NOON.minus(Duration.ofHours(4)));
  }

  @Test
  void a_clock_that_was_a_year_ahead_for_a_while_silences_no_schedule() {
    Instant nextYear = NOON.plus(Duration.ofDays(365));
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(nextYear).fire(BACKUP, nextYear.minusSeconds(3600));

    Instant corrected = NOON.plusSeconds(5400);
    assertThat(new NextDue(ledger, HOURLY, clock(corrected)).of(BACKUP, nextYear))
        .as("overdue: it was due while the clock was ahead")
        .contains(NOON.plusSeconds(3600));
    assertThat(at(corrected).fire(BACKUP, nextYear).start()).isPresent();
    assertThat(at(NOON.plusSeconds(7200)).fire(BACKUP, corrected).start()).isPresent();
  }

  @Test
  void what_a_clock_that_was_a_year_ahead_called_missed_is_fired_when_its_time_comes() {
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(NOON.plus(Duration.ofDays(365))).fire(BACKUP, NOON);
    assertThat(ledger.rows).hasSizeGreaterThan(MisfireRule.MAX_LISTED);

    for (int hour = 1; hour <= 48; hour++) {
      Instant due = NOON.plus(Duration.ofHours(hour));
      assertThat(at(due.plusSeconds(1)).fire(BACKUP, NOON).start())
          .as("the backup of " + due)
          .isPresent();
    }
  }

  @Test
  void a_clock_that_was_set_back_by_a_day_lets_every_due_time_of_that_day_come_again() {
    for (int hour = 0; hour <= 24; hour++) {
      at(NOON.plus(Duration.ofHours(hour))).fire(BACKUP, NOON.minusSeconds(3600));
    }

    Instant since = settled(NOON.plusSeconds(60), NOON.minusSeconds(3600));
    for (int hour = 1; hour <= 24; hour++) {
      assertThat(at(NOON.plus(Duration.ofHours(hour))).fire(BACKUP, since).start())
          .as("again after " + hour + " hours")
          .isPresent();
    }
  }

  @Test
  void a_due_time_of_a_clock_that_was_a_day_ahead_is_not_skipped_when_its_day_comes() {
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(tomorrow).fire(BACKUP, NOON);

    // The watch after that firing counts from its due time, and is woken when the clock is right.
    Instant since = settled(NOON.plusSeconds(60), tomorrow);
    assertThat(since).isEqualTo(NOON);
    assertThat(at(tomorrow).fire(BACKUP, since).start()).isPresent();
  }

  @Test
  void what_was_fired_early_by_a_clock_that_was_ahead_is_fired_again_where_its_time_has_passed() {
    Instant early = NOON.plusSeconds(600);
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(early.plus(Duration.ofDays(1))).fire(BACKUP, NOON);

    // Set right in the hour after that: what was fired for 13:00 holds data of 12:10.
    Instant corrected = NOON.plusSeconds(3700);
    Instant since = settled(corrected, NOON.plusSeconds(3600));
    assertThat(since).isEqualTo(NOON);
    assertThat(at(corrected).fire(BACKUP, since).start()).isPresent();
  }

  @Test
  void a_dead_clock_casts_no_doubt_on_what_was_written_by_right_ones() {
    PointCopy copy =
        new PointCopy("shop", "p", "v", CopyState.GOOD, 1, NOON, Optional.of(NOON), "");
    copies.save(copy);
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));

    assertThat(settled(DEAD, NOON.minusSeconds(3600))).isEqualTo(NOON.minusSeconds(3600));

    assertThat(copies.of("shop")).containsExactly(copy);
    assertThat(new NextDue(ledger, HOURLY, clock(NOON.plusSeconds(60))).of(BACKUP))
        .contains(NOON.plusSeconds(3600));
  }

  @Test
  void a_watch_that_a_dead_clock_began_misses_nothing_that_was_never_promised() {
    Instant next = DEAD.plusSeconds(3000);
    assertThat(at(next).fire(BACKUP, DEAD).start()).isPresent();

    Instant since = settled(NOON.plusSeconds(60), next);
    assertThat(at(NOON.plusSeconds(60)).fire(BACKUP, since).rows()).isEmpty();
    assertThat(new NextDue(ledger, HOURLY, clock(NOON.plusSeconds(60))).of(BACKUP, since))
        .contains(NOON.plusSeconds(3600));
    assertThat(at(NOON.plusSeconds(3601)).fire(BACKUP, since).rows())
        .extracting(DueTime::dueAt, DueTime::outcome)
        .containsExactly(tuple(NOON.plusSeconds(3600), DueOutcome.RAN));
  }

  @Test
  void what_was_due_while_the_clock_was_dead_is_missed_from_the_last_honest_row_on() {
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(DEAD.plusSeconds(3000)).fire(BACKUP, DEAD);

    Instant corrected = NOON.plusSeconds(3 * 3600 + 60);
    assertThat(at(corrected).fire(BACKUP, settled(corrected, DEAD)).rows())
        .extracting(DueTime::dueAt)
        .containsExactly(
            NOON.plusSeconds(3600), NOON.plusSeconds(2 * 3600), NOON.plusSeconds(3 * 3600));
  }

  @Test
  void a_clock_that_was_behind_by_a_day_turns_no_run_into_a_miss() {
    for (int hour = 0; hour <= 3; hour++) {
      at(NOON.plus(Duration.ofHours(hour))).fire(BACKUP, NOON.minusSeconds(3600));
    }
    List<DueTime> honest = List.copyOf(ledger.rows);
    settled(NOON.minus(Duration.ofDays(1)), NOON);

    Instant corrected = NOON.plus(Duration.ofHours(4));
    Firing firing = at(corrected).fire(BACKUP, NOON.minusSeconds(3600));
    assertThat(firing.rows()).extracting(DueTime::outcome).containsExactly(DueOutcome.RAN);
    assertThat(ledger.rows).containsAll(honest);
  }

  private Instant settled(Instant now, Instant inForceSince) {
    return new SettleSchedule(ledger, copies, clock(now), SettleSchedule.FIRST_DAY)
        .settle(BACKUP, inForceSince);
  }

  @Test
  void a_check_that_works_is_in_the_way_of_the_next_and_one_that_waits_for_somebody_is_not() {
    runs.open = Optional.of(RunKind.CHECK);
    assertThat(at(NOON).fire(CHECK, NOON.minusSeconds(3600)).start()).isEmpty();

    StepRef task = StepRef.of("userTask_examineDamage", "Examine damage");
    lines.add(Entries.taskOpened(NOON, task, "oncall"));
    Instant later = NOON.plusSeconds(3600);
    assertThat(at(later).fire(CHECK, NOON.minusSeconds(3600)).start()).isPresent();

    lines.add(Entries.taskCompleted(NOON, task, "olga", "done"));
    Instant last = NOON.plusSeconds(7200);
    assertThat(at(last).fire(CHECK, NOON.minusSeconds(3600)).start()).isEmpty();
  }

  private FireSchedule at(Instant now) {
    return new FireSchedule(ledger, runs, lines, HOURLY, clock(now), new Random(1));
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static final class Ledger implements ScheduleStore {
    final List<DueTime> rows = new ArrayList<>();
    private final List<DueTime> doubted = new ArrayList<>();
    boolean blind;

    @Override
    public Optional<Instant> newestDue(String system, String schedule, Instant upTo) {
      return rows.stream()
          .filter(row -> !blind && row.schedule().equals(schedule) && !row.dueAt().isAfter(upTo))
          .filter(row -> !row.firedAt().isAfter(upTo) && !doubted.contains(row))
          .map(DueTime::dueAt)
          .max(Instant::compareTo);
    }

    @Override
    public boolean add(DueTime due) {
      rows.removeIf(
          row ->
              row.schedule().equals(due.schedule())
                  && row.dueAt().equals(due.dueAt())
                  && (row.runId().isEmpty()
                      || due.outcome() != DueOutcome.MISSED
                      || due.runId().isPresent())
                  && (row.firedAt().isAfter(due.firedAt()) || doubted.remove(row)));
      boolean there =
          rows.stream()
              .anyMatch(
                  row -> row.schedule().equals(due.schedule()) && row.dueAt().equals(due.dueAt()));
      return !there && rows.add(due);
    }

    @Override
    public boolean doubt(String system, String schedule, Instant now) {
      return doubted.addAll(
          rows.stream()
              .filter(row -> row.schedule().equals(schedule) && row.firedAt().isAfter(now))
              .filter(row -> !doubted.contains(row))
              .toList());
    }

    @Override
    public void setOutcome(String system, String schedule, Instant dueAt, DueOutcome outcome) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<DueTime> newest(String system, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<DueTime> newestOf(String system, String schedule, int limit) {
      return rows.stream()
          .filter(row -> row.schedule().equals(schedule))
          .sorted(Comparator.comparing(DueTime::dueAt).reversed())
          .limit(limit)
          .toList();
    }

    @Override
    public long count(String system, String schedule, DueOutcome outcome) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean claimChain(String system, String schedule, String instanceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void releaseChain(String system, String schedule, String instanceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> chain(String system, String schedule) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Lines implements RecordStore {
    private final List<RecordEntry> entries = new ArrayList<>();

    void add(EntryDraft entry) {
      entries.add(new RecordEntry("r", entries.size() + 1L, entry, "0".repeat(64), "1".repeat(64)));
    }

    @Override
    public void append(String runId, EntryDraft entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void appendNow(String runId, EntryDraft entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<RecordEntry> entries(String runId) {
      return entries;
    }
  }

  private static final class Runs implements RunStore {
    Optional<RunKind> open = Optional.empty();

    @Override
    public List<Run> list(
        Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
      assertThat(system).contains("shop");
      assertThat(openOnly).isTrue();
      return open.filter(running -> kind.equals(Optional.of(running)))
          .map(running -> List.of(run(running)))
          .orElse(List.of());
    }

    private static Run run(RunKind kind) {
      return new Run(
          "r",
          kind,
          "shop",
          Optional.empty(),
          NOON,
          NOON,
          "timer",
          Duration.ZERO,
          false,
          "d",
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public void start(Run run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void end(String runId, Instant at, Verdict verdict) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Run> find(String runId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Run> lastEnded(String system, RunKind kind) {
      throw new UnsupportedOperationException();
    }
  }
}
