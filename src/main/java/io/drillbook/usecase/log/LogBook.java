package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.log.LogState;
import io.drillbook.spi.log.LogMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is known of one source's log while it is received here. Safe for several threads. */
final class LogBook implements ShipPieces.Account {
  private static final int MARKS_AWAITED = 5;

  private final LogSubject subject;
  private final LogTools tools;
  private LogState state;
  private Optional<LogMark> awaited = Optional.empty();
  private Instant markedAt = Instant.EPOCH;
  private String waiting = "";

  LogBook(LogSubject subject, LogTools tools) {
    this.subject = subject;
    this.tools = tools;
    this.state =
        tools
            .store()
            .find(subject.system(), subject.source())
            .orElseGet(() -> LogState.none(tools.clock().instant()));
  }

  synchronized LogState state() {
    return state;
  }

  synchronized void change(UnaryOperator<LogState> how) {
    LogState next = how.apply(state);
    if (!next.equals(state)) {
      state = next;
      tools.store().save(subject.system(), subject.source(), next);
    }
  }

  /** Why a piece waits in the spool; empty where none does. */
  synchronized String waiting() {
    return waiting;
  }

  /** Whether a mark is due: one at a time, so that a receiver that stands still fills nothing. */
  synchronized boolean isMarkDue(Instant now) {
    boolean due = Since.passed(markedAt, subject.log().markEvery(subject.settings()), now);
    return due && awaited.filter(mark -> !isGivenUp(now)).isEmpty();
  }

  /** A mark whose piece never comes, such as one of a primary that was lost with it. */
  private boolean isGivenUp(Instant now) {
    Duration patience = subject.log().markEvery(subject.settings()).multipliedBy(MARKS_AWAITED);
    return Since.passed(markedAt, patience, now);
  }

  synchronized void marking(Instant now) {
    markedAt = now;
  }

  /** A mark was written; the piece that holds it may have been kept already. */
  synchronized void marked(LogMark mark) {
    awaited = Optional.of(mark);
    settle();
  }

  @Override
  public synchronized void taken(String series, String name, long bytes) {
    waiting = "";
    if (name.contains(".")) {
      return;
    }
    change(
        it -> {
          boolean older =
              it.series().equals(series)
                  && !it.newest().isEmpty()
                  && subject.log().isOlder(name, it.newest());
          return older ? it : it.kept(series, name, bytes);
        });
    settle();
  }

  @Override
  public synchronized void waits(String name, Fault why) {
    waiting = why.getMessage();
  }

  @Override
  public void without(String vault, Fault why) {
    System.getLogger(LogBook.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "the log of ''{0}'' is not kept in the vault ''{1}'' now: {2}",
            subject.inWords(),
            vault,
            why.getMessage());
  }

  @Override
  public synchronized List<String> kept(String series) {
    boolean joins = state.series().equals(series) && !state.newest().isEmpty();
    return joins ? List.of(state.newest()) : List.of();
  }

  /** Pieces come in their order, so with the one of the mark everything before it is kept. */
  private void settle() {
    if (awaited.isEmpty() || state.newest().isEmpty()) {
      return;
    }
    LogMark mark = awaited.get();
    boolean kept =
        state.series().equals(mark.series())
            && !subject.log().isOlder(state.newest(), mark.piece());
    if (kept) {
      awaited = Optional.empty();
      change(it -> it.safe(mark.at()));
    }
  }
}
