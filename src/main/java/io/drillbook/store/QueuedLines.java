package io.drillbook.store;

import io.drillbook.domain.record.EntryDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lines of one transaction that wait for its commit. They are written last before it: a head row
 * that was locked while the engine works would block the same thread's {@code appendNow}, which
 * uses another connection, and no database sees that deadlock.
 */
final class QueuedLines implements TransactionSynchronization {
  private record Line(String runId, EntryDraft entry) {}

  private final JdbcRecordStore store;
  private final List<Line> waiting = new ArrayList<>();
  private final Map<Object, Integer> savepoints = new LinkedHashMap<>();
  private boolean written;

  private QueuedLines(JdbcRecordStore store) {
    this.store = store;
  }

  /**
   * The queue of the transaction that is going on. It is looked up among the synchronizations,
   * which Spring sets aside when an inner transaction begins, so that an inner one has its own.
   */
  static QueuedLines ofThisTransaction(JdbcRecordStore store) {
    for (TransactionSynchronization known :
        TransactionSynchronizationManager.getSynchronizations()) {
      if (known instanceof QueuedLines queue && queue.store == store) {
        return queue;
      }
    }
    QueuedLines queue = new QueuedLines(store);
    TransactionSynchronizationManager.registerSynchronization(queue);
    return queue;
  }

  void add(String runId, EntryDraft entry) {
    if (written) {
      store.write(runId, List.of(entry));
    } else {
      waiting.add(new Line(runId, entry));
    }
  }

  List<EntryDraft> waitingFor(String runId) {
    return waiting.stream().filter(line -> line.runId().equals(runId)).map(Line::entry).toList();
  }

  /** Last of all, so that lines that others add before the commit are in. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    written = true;
    takeByRun().forEach(store::write);
  }

  /**
   * Where the first line came from another's {@code beforeCommit}, this queue was registered too
   * late to be called there: its lines follow in a transaction of their own, rather than be lost.
   */
  @Override
  public void afterCompletion(int status) {
    if (status == STATUS_COMMITTED) {
      List<Line> late = List.copyOf(waiting);
      late.forEach(line -> store.appendNow(line.runId(), line.entry()));
    }
  }

  @Override
  public void savepoint(Object savepoint) {
    savepoints.put(savepoint, waiting.size());
  }

  @Override
  public void savepointRollback(Object savepoint) {
    int kept = Math.min(waiting.size(), savepoints.getOrDefault(savepoint, 0));
    waiting.subList(kept, waiting.size()).clear();
  }

  /** By run in one order for everybody: two transactions that lock two heads never cross. */
  private Map<String, List<EntryDraft>> takeByRun() {
    Map<String, List<EntryDraft>> byRun = new TreeMap<>();
    for (Line line : waiting) {
      byRun.computeIfAbsent(line.runId(), id -> new ArrayList<>()).add(line.entry());
    }
    waiting.clear();
    return byRun;
  }
}
