package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.FailedLogins;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts failed logins on the installation's record. Whoever guesses must not fill the database: of
 * an account and an address the first is noted at once, and then one line a minute says how many
 * there were. A guesser with many addresses shares one such line with all others.
 */
public final class NoteFailedLogins {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** So many pairs of account and address have lines of their own at a time. */
  private static final int PAIRS = 30;

  private static final String OTHERS = "many addresses";

  private final RecordStore record;
  private final Clock clock;
  private final Map<Pair, Window> windows = new LinkedHashMap<>();

  private record Pair(Optional<String> account, String address) {}

  /** What is not noted yet. */
  private record Window(Instant since, long waiting) {}

  /** A use case over this store. */
  public NoteFailedLogins(RecordStore record, Clock clock) {
    this.record = record;
    this.clock = clock;
  }

  /**
   * Notes a login that failed.
   *
   * @param account that exists; empty where there is none of the name, which is told to nobody: it
   *     may be a password that was typed into the wrong field
   * @param address that it came from
   */
  public void note(Optional<String> account, String address) {
    Instant now = clock.instant();
    List<FailedLogins> due;
    synchronized (windows) {
      due = takeDue(now);
      Pair pair = new Pair(account, address);
      if (!windows.containsKey(pair) && windows.size() >= PAIRS) {
        pair = new Pair(Optional.empty(), OTHERS);
      }
      Window open = windows.get(pair);
      windows.put(
          pair, open == null ? new Window(now, 0) : new Window(open.since(), open.waiting() + 1));
      if (open == null) {
        due.add(new FailedLogins(pair.account(), pair.address(), 1, now));
      }
    }
    write(now, due);
  }

  /** Notes how many more there were, once a minute is over; to be called every minute or so. */
  public void noteMore() {
    Instant now = clock.instant();
    List<FailedLogins> due;
    synchronized (windows) {
      due = takeDue(now);
    }
    write(now, due);
  }

  /** Notes at once what is not noted yet, before the server ends. */
  public void noteAll() {
    List<FailedLogins> due = new ArrayList<>();
    synchronized (windows) {
      windows.forEach((pair, window) -> add(due, pair, window));
      windows.clear();
    }
    write(clock.instant(), due);
  }

  private List<FailedLogins> takeDue(Instant now) {
    List<FailedLogins> due = new ArrayList<>();
    for (Pair pair : List.copyOf(windows.keySet())) {
      Window window = windows.get(pair);
      // A clock that was put back must not keep a window open until it has caught up.
      boolean over = now.isBefore(window.since()) || !now.isBefore(window.since().plus(MINUTE));
      if (over) {
        add(due, pair, window);
        windows.remove(pair);
        if (window.waiting() > 0) {
          windows.put(pair, new Window(now, 0));
        }
      }
    }
    return due;
  }

  private static void add(List<FailedLogins> due, Pair pair, Window window) {
    if (window.waiting() > 0) {
      due.add(new FailedLogins(pair.account(), pair.address(), window.waiting(), window.since()));
    }
  }

  private void write(Instant now, List<FailedLogins> due) {
    due.forEach(it -> record.appendNow(ServerRecord.ID, ServerRecord.failedLogins(now, it)));
  }
}
