package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.usecase.readiness.FireSchedule.Firing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FireScheduleTest extends FiringTest {
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
}
