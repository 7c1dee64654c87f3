package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drillbook.domain.record.ChainVerifier;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.domain.record.RecordEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.Ordered;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What every database must hold about the record. */
@Timeout(60)
abstract class RecordStoreContract extends StoreContract {
  private static final String RUN = "incident-20261120T100000Z-4f2a9c";

  private JdbcRecordStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcRecordStore(database.dataSource, database.manager);
  }

  @Test
  void a_line_reads_back_as_it_was_written() {
    EntryDraft line =
        new EntryDraft(
            NOW.plusNanos(999),
            EntryKind.ATTEMPT_FAILED,
            "serviceTask_restore",
            "Wiederherstellen \uD83D\uDE80 'quoted' \"too\"\n",
            "worker-1",
            2,
            "RESTORE_FAILED",
            Map.of("reason", "x".repeat(20_000), "Zahl", "1", "empty", ""));

    store.append(RUN, line);

    RecordEntry read = store.entries(RUN).get(0);
    assertThat(read.entry()).isEqualTo(line);
    assertThat(read.number()).isEqualTo(1);
    assertHolds(RUN, 1);
  }

  @Test
  void lines_of_all_runs_are_read_in_the_order_in_which_they_were_written() {
    JdbcRecordReading reading = new JdbcRecordReading(database.dataSource);
    for (String run : List.of("drill-a", "drill-b", "drill-a")) {
      store.appendNow(run, line("of " + run, Map.of("k", "v")));
    }
    List<PlacedEntry> all = reading.after(0, 9);
    assertThat(all)
        .extracting(it -> it.line().runId() + " " + it.line().number())
        .containsExactly("drill-a 1", "drill-b 1", "drill-a 2");
    assertThat(all).extracting(PlacedEntry::position).isSorted().doesNotHaveDuplicates();
    assertThat(all.get(0).writtenAt().orElseThrow())
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    assertThat(all).allMatch(PlacedEntry::young);
    assertThat(all).extracting(PlacedEntry::system).containsOnly("");
    assertThat(all.get(2).line()).isEqualTo(store.entries("drill-a").get(1));
    assertThat(reading.after(all.get(0).position(), 1)).containsExactly(all.get(1));
    assertThat(reading.after(all.get(2).position(), 9)).isEmpty();
    assertThat(reading.ofRun("drill-a", 1, 9)).containsExactly(all.get(2).line());
    assertThat(reading.ofRun("drill-a", 0, 1)).containsExactly(all.get(0).line());
  }

  @Test
  void a_message_with_characters_that_a_database_refuses_is_recorded_all_the_same() {
    store.appendNow(RUN, line("NUL \u0000 and half a \uD83D pair", Map.of("k", "\u0000")));
    store.appendNow(RUN, new EntryDraft(NOW, EntryKind.FACT, null, null, null, 0, null, Map.of()));

    assertThat(store.entries(RUN).get(0).entry().name())
        .isEqualTo("NUL \uFFFD and half a \uFFFD pair");
    assertHolds(RUN, 2);
  }

  @Test
  void a_server_in_another_zone_reads_the_same_instants_and_hashes() {
    store.append(RUN, line("written in UTC"));
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try (TestDatabase other = database.otherNode()) {
      JdbcRecordStore far = new JdbcRecordStore(other.dataSource, other.manager);
      assertThat(far.entries(RUN).get(0).entry().at()).isEqualTo(NOW);
      far.append(RUN, line("written in New York"));
      assertHolds(RUN, 2);
    } finally {
      TimeZone.setDefault(before);
    }
    assertHolds(RUN, 2);
    assertThat(store.entries(RUN)).allMatch(read -> read.entry().at().equals(NOW));
  }

  @Test
  void without_a_transaction_a_line_is_written_at_once() {
    store.append(RUN, line("at once"));
    assertNames("at once");
  }

  @Test
  void a_line_of_the_transaction_and_one_of_its_own_are_both_there_and_numbered_without_a_gap() {
    database.transaction.executeWithoutResult(
        status -> {
          store.append(RUN, line("with the transaction"));
          store.appendNow(RUN, line("at once"));
          store.append(RUN, line("with the transaction, second"));
          assertStored("at once");
        });
    assertNames("at once", "with the transaction", "with the transaction, second");
    assertHolds(RUN, 3);
  }

  @Test
  void the_head_is_not_locked_while_the_transaction_works_on_a_run_that_has_lines() {
    store.append(RUN, line("before"));
    database.transaction.executeWithoutResult(
        status -> {
          store.append(RUN, line("with the transaction"));
          store.appendNow(RUN, line("at once"));
        });
    assertNames("before", "at once", "with the transaction");
    assertHolds(RUN, 3);
  }

  @Test
  void after_a_rollback_only_the_line_of_its_own_transaction_is_there() {
    database.transaction.executeWithoutResult(
        status -> {
          store.append(RUN, line("lost with the transaction"));
          store.appendNow(RUN, line("survives"));
          status.setRollbackOnly();
        });
    assertNames("survives");
    store.append(RUN, line("next"));
    assertNames("survives", "next");
    assertHolds(RUN, 2);
  }

  @Test
  void a_transaction_sees_its_own_lines_before_its_commit_and_nobody_else_does() {
    store.append(RUN, line("before"));
    database.transaction.executeWithoutResult(
        status -> {
          store.append(RUN, line("waiting"));
          store.append("another-run", line("of another run"));
          assertNames("before", "waiting");
          List<RecordEntry> seen = store.entries(RUN);
          assertThat(ChainVerifier.verify(RUN, seen, Optional.empty())).isEmpty();
          assertStored("before");
        });
    assertNames("before", "waiting");
    assertHolds(RUN, 2);
  }

  @Test
  void an_inner_transaction_writes_its_lines_with_its_own_commit() {
    TransactionTemplate inner = template(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    database.transaction.executeWithoutResult(
        status -> {
          store.append(RUN, line("outer"));
          inner.executeWithoutResult(own -> store.append(RUN, line("inner")));
          assertStored("inner");
          status.setRollbackOnly();
        });
    assertNames("inner");
  }

  @Test
  void a_part_that_was_rolled_back_to_a_savepoint_takes_its_lines_along() {
    TransactionTemplate nested = template(TransactionDefinition.PROPAGATION_NESTED);
    database.transaction.executeWithoutResult(
        status -> {
          store.append(RUN, line("kept"));
          nested.executeWithoutResult(
              part -> {
                store.append(RUN, line("rolled back"));
                part.setRollbackOnly();
              });
          store.append(RUN, line("kept too"));
        });
    assertNames("kept", "kept too");
  }

  @Test
  void a_line_that_comes_in_while_the_transaction_commits_is_not_lost() {
    database.transaction.executeWithoutResult(
        status -> appendBeforeCommit(Ordered.HIGHEST_PRECEDENCE));
    assertNames("while committing");
  }

  @Test
  void lines_of_two_runs_in_crossing_transactions_do_not_deadlock() throws Exception {
    store.append("run-a", line("first"));
    store.append("run-b", line("first"));
    inParallel(
        4,
        worker -> {
          for (int i = 0; i < 20; i++) {
            boolean turned = worker % 2 == 0;
            database.transaction.executeWithoutResult(
                status -> {
                  store.append(turned ? "run-a" : "run-b", line("x"));
                  store.append(turned ? "run-b" : "run-a", line("x"));
                });
          }
        });
    assertHolds("run-a", 81);
    assertHolds("run-b", 81);
  }

  @Test
  void threads_of_two_servers_keep_one_chain_without_a_gap() throws Exception {
    try (TestDatabase other = database.otherNode()) {
      JdbcRecordStore second = new JdbcRecordStore(other.dataSource, other.manager);
      inParallel(
          6,
          worker -> {
            JdbcRecordStore mine = worker % 2 == 0 ? store : second;
            for (int i = 0; i < 25; i++) {
              mine.appendNow(RUN, line("by worker " + worker));
            }
          });
    }
    assertHolds(RUN, 150);
  }

  private void appendBeforeCommit(int order) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public int getOrder() {
            return order;
          }

          @Override
          public void beforeCommit(boolean readOnly) {
            store.append(RUN, line("while committing"));
          }
        });
  }

  void assertHolds(String run, int lines) {
    List<RecordEntry> entries = store.entries(run);
    assertThat(entries)
        .extracting(RecordEntry::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, lines).boxed().toList());
    assertThat(ChainVerifier.verify(run, entries, store.head(run))).isEmpty();
    assertThat(store.head(run))
        .hasValueSatisfying(head -> assertThat(head.number()).isEqualTo(lines));
  }

  void assertNames(String... names) {
    assertThat(store.entries(RUN)).extracting(read -> read.entry().name()).containsExactly(names);
  }

  private void assertStored(String... names) {
    CompletableFuture.runAsync(() -> assertNames(names)).join();
  }

  JdbcRecordStore store() {
    return store;
  }

  static EntryDraft line(String name) {
    return line(name, Map.of());
  }

  private static EntryDraft line(String name, Map<String, String> details) {
    return new EntryDraft(NOW, EntryKind.FACT, "step", name, "tester", 0, "", details);
  }

  private TransactionTemplate template(int propagation) {
    TransactionTemplate template = new TransactionTemplate(database.manager);
    template.setPropagationBehavior(propagation);
    return template;
  }

  interface Work {
    void run(int worker);
  }

  static void inParallel(int workers, Work work)
      throws InterruptedException, ExecutionException, TimeoutException {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> all = new ArrayList<>();
      IntStream.range(0, workers).forEach(n -> all.add(pool.submit(() -> work.run(n))));
      for (Future<?> one : all) {
        one.get(50, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
