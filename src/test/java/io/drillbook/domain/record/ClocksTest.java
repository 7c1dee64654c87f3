package io.drillbook.domain.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClocksTest {
  @Test
  void overlapping_machine_time_counts_once_and_people_are_charged_only_while_no_machine_works() {
    RunRecord record =
        new RunRecord(RunKind.INCIDENT)
            .step("a", 10, 30)
            .step("b", 20, 40)
            .task("t", 35, 60)
            .confirmed(90);
    assertClocks(record.timeline(500), 90, 30, 20, 40, false);
  }

  @Test
  void the_clock_of_an_unfinished_run_goes_on_until_now() {
    RunRecord record = new RunRecord(RunKind.INCIDENT);
    record.add(Entries.stepBegan(RunRecord.at(10), RunRecord.step("a"), "e", StepNature.AUTOMATED));
    record.add(Entries.taskOpened(RunRecord.at(5), RunRecord.step("t"), "oncall"));
    assertClocks(record.timeline(25), 25, 15, 5, 5, true);
  }

  @Test
  void a_step_that_only_holds_others_or_waits_for_a_time_is_no_machine_time() {
    RunRecord record = new RunRecord(RunKind.INCIDENT);
    record.add(Entries.stepBegan(RunRecord.at(0), RunRecord.step("c"), "e", StepNature.CONTAINER));
    record.add(Entries.stepBegan(RunRecord.at(0), RunRecord.step("w"), "e", StepNature.WAIT));
    record.task("t", 10, 20);
    assertClocks(record.timeline(50), 50, 0, 10, 40, true);
  }

  @Test
  void what_happens_after_the_service_was_confirmed_is_not_on_the_clock() {
    RunRecord record =
        new RunRecord(RunKind.INCIDENT).step("a", 0, 10).confirmed(20).task("close", 20, 500);
    assertClocks(record.timeline(600), 20, 10, 0, 10, false);
  }

  @Test
  void a_rollback_after_the_confirmation_lets_the_clock_run_on() {
    RunRecord record = new RunRecord(RunKind.INCIDENT).confirmed(20);
    record.add(
        Entries.serviceWithdrawn(RunRecord.at(30), RunRecord.step("observe"), "timer", "down"));
    assertThat(record.timeline(70).clocks().total()).isEqualTo(Duration.ofSeconds(70));
    assertThat(record.confirmed(80).timeline(99).clocks().total())
        .isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void a_run_that_failed_is_timed_until_its_end() {
    RunRecord record = new RunRecord(RunKind.INCIDENT).step("a", 10, 15);
    record.add(Entries.runEnded(RunRecord.at(40), "engine", Verdict.FAILED));
    assertClocks(record.timeline(900), 40, 5, 0, 35, false);
  }

  @Test
  void the_three_add_up_to_the_total_and_equal_a_count_second_by_second() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      RunRecord record = new RunRecord(RunKind.DRILL);
      BitSet machine = new BitSet();
      BitSet people = new BitSet();
      for (int i = 0; i < random.nextInt(8); i++) {
        int from = random.nextInt(100) - 20;
        int to = from + random.nextInt(50);
        boolean automated = random.nextBoolean();
        if (automated) {
          record.step("s" + i, from, to);
        } else {
          record.task("t" + i, from, to);
        }
        (automated ? machine : people).set(Math.max(0, from), Math.max(0, to));
      }
      int end = random.nextInt(120);
      people.andNot(machine);
      int idle = end - count(machine, end) - count(people, end);
      assertClocks(record.timeline(end), end, count(machine, end), count(people, end), idle, true);
    }
  }

  private static int count(BitSet set, int end) {
    return set.get(0, end).cardinality();
  }

  private static void assertClocks(
      Timeline timeline, long total, long machine, long people, long idle, boolean running) {
    assertThat(timeline.clocks())
        .isEqualTo(
            new Clocks(
                Duration.ofSeconds(total),
                Duration.ofSeconds(machine),
                Duration.ofSeconds(people),
                Duration.ofSeconds(idle),
                running));
  }
}
