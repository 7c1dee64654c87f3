package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts refused access on the installation's record. A script that runs wild must not fill the
 * database: of each person so many tries a minute are noted one by one, and how many more there
 * were is said with the next one after it.
 */
public final class NoteRefusedAccess {
  private static final int EACH_MINUTE = 30;
  private static final int PEOPLE = 1_000;
  private static final int MOST_CHARACTERS = 300;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RecordStore record;
  private final Clock clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > PEOPLE;
        }
      };

  private record Window(Instant since, int tries) {}

  /** A use case over this store. */
  public NoteRefusedAccess(RecordStore record, Clock clock) {
    this.record = record;
    this.clock = clock;
  }

  /**
   * Notes a try.
   *
   * @param person who has an account
   * @param what such as {@code POST /api/v1/systems/shop/backups}; cut where it is long
   */
  public void note(String person, String what, String reason) {
    Instant now = clock.instant();
    int missed;
    synchronized (windows) {
      Window window = windows.get(person);
      boolean fresh = window == null || !now.isBefore(window.since().plus(MINUTE));
      missed = fresh && window != null ? Math.max(0, window.tries() - EACH_MINUTE) : 0;
      Window next = fresh ? new Window(now, 1) : new Window(window.since(), window.tries() + 1);
      windows.put(person, next);
      if (next.tries() > EACH_MINUTE) {
        return;
      }
    }
    String more =
        missed == 0 ? "" : " " + missed + " more tries went before, not noted one by one.";
    record.appendNow(ServerRecord.ID, ServerRecord.refused(now, person, cut(what), reason + more));
  }

  private static String cut(String what) {
    return what.length() <= MOST_CHARACTERS ? what : what.substring(0, MOST_CHARACTERS) + "…";
  }
}
