package io.drillbook.usecase.readiness;

import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ledger of one system in memory. */
final class DueTimesInMemory implements ScheduleStore {
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
