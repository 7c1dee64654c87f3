package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.AuditTopic;
import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who reads on towards newer rows misses none that is committed after one with a higher number, and
 * waits for none that never comes.
 */
@Timeout(60)
abstract class LateRowsContract extends StoreContract {
  private static final StepRef STEP = StepRef.of("userTask_decide", "Decide how to continue");
  private static final AuditFilter ALL = AuditFilter.of(AuditTopic.EVERYTHING);

  private JdbcAuditStore audit;
  private JdbcRecordStore record;
  private JdbcRunStore runs;

  @BeforeEach
  void openStores() {
    audit = new JdbcAuditStore(database.dataSource);
    record = new JdbcRecordStore(database.dataSource, database.manager);
    runs = new JdbcRunStore(database.dataSource, database.manager);
  }

  @Test
  void a_line_that_is_committed_late_is_waited_for_and_one_that_never_comes_is_not() {
    record.append("run-1", fact("first"));
    long first = audit.lines(ALL, Place.newest(1)).get(0).number();
    Place newer = new Place(first, false, 9);
    database.transaction.executeWithoutResult(
        status -> {
          record.write("run-2", List.of(fact("late")));
          record.appendNow("run-3", fact("early"));
          assertThat(lines(Place.newest(9))).containsExactly("early", "first");
          assertThat(lines(newer)).as("late may still come").isEmpty();
        });
    assertThat(lines(newer)).containsExactly("early", "late");

    writtenLongAgo("record_entry");
    database.transaction.executeWithoutResult(
        status -> {
          record.write("run-4", List.of(fact("never")));
          status.setRollbackOnly();
        });
    record.append("run-5", fact("old"));
    assertThat(lines(newer)).containsExactly("old", "early", "late");
  }

  @Test
  void a_run_that_is_committed_late_is_waited_for_and_one_that_never_comes_is_not() {
    start("first");
    long first = audit.runs(period(), Optional.empty(), Set.of(), Place.newest(1)).get(0).number();
    Place newer = new Place(first, false, 9);
    database.transaction.executeWithoutResult(
        status -> {
          start("late");
          elsewhere(
              () -> {
                start("early");
                return null;
              });
          assertThat(runs(Place.newest(9))).containsExactly("early", "first");
          assertThat(runs(newer)).as("late may still come").isEmpty();
        });
    assertThat(runs(newer)).containsExactly("early", "late");

    writtenLongAgo("run");
    database.transaction.executeWithoutResult(
        status -> {
          start("never");
          status.setRollbackOnly();
        });
    start("old");
    assertThat(runs(newer)).containsExactly("old", "early", "late");
  }

  private void writtenLongAgo(String table) {
    database
        .jdbc()
        .sql(
            "alter table "
                + table
                + " alter column written_at"
                + " set default current_timestamp - interval '3' minute")
        .update();
  }

  private void start(String id) {
    runs.start(
        new Run(
            id,
            RunKind.DRILL,
            "shop",
            Optional.empty(),
            NOW,
            NOW,
            "olga",
            Duration.ZERO,
            false,
            "digest",
            Optional.empty(),
            Optional.empty()));
  }

  private static EntryDraft fact(String outcome) {
    return Entries.fact(NOW, STEP, "worker", outcome, Map.of());
  }

  private static Period period() {
    return new Period(NOW, NOW.plusSeconds(1));
  }

  private List<String> lines(Place place) {
    return elsewhere(
        () ->
            audit.lines(ALL, place).stream()
                .map(AuditLine::line)
                .map(it -> it.entry().outcome())
                .toList());
  }

  private List<String> runs(Place place) {
    return elsewhere(
        () ->
            audit.runs(period(), Optional.empty(), Set.of(RunKind.DRILL), place).stream()
                .map(it -> it.run().id())
                .toList());
  }

  /** As somebody else does it, who is not in the transaction. */
  private static <T> T elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work).join();
  }
}
