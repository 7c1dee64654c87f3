package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.log.LogState;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.pipeline.LogInventory;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.log.LogNeed;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Looks whether the newest recovery point and the log join without a hole in each required vault,
 * and what the server keeps back. A hole that another vault can fill is filled; for one that none
 * can, a new recovery point is ordered at once.
 */
final class WatchLog {
  private static final Duration ORDER_AGAIN = Duration.ofMinutes(15);

  /** A recovery point that ends before the receiver goes on would not join the log. */
  private static final Duration WAITS_FOR_RECEIVER = Duration.ofMinutes(2);

  private static final int HALF = 2;

  private final LogSubject subject;
  private final LogTools tools;
  private final LogBook book;
  private final MendLog mend;
  private final NeededLog needed;
  private final LogAlarm alarm;

  WatchLog(LogSubject subject, LogTools tools, LogBook book, Lock writing) {
    this.subject = subject;
    this.tools = tools;
    this.book = book;
    this.mend = new MendLog(subject, tools, writing);
    this.needed = new NeededLog(subject, tools.catalog());
    this.alarm = new LogAlarm(subject, tools, book);
  }

  void look() {
    Map<LogTrouble, String> troubles = new EnumMap<>(LogTrouble.class);
    // A loss that was found by a clock ahead of this one would wait that long for its end.
    book.change(it -> it.notAfter(tools.clock().instant()));
    lookAtServer(troubles);
    lookAtVaults(troubles);
    if (!book.waiting().isEmpty()) {
      troubles.put(LogTrouble.NOT_KEPT, book.waiting());
    }
    if (!book.state().isWhole()) {
      troubles.put(LogTrouble.GAP, book.state().lost());
      order(!troubles.containsKey(LogTrouble.NOT_RECEIVED));
    }
    alarm.tell(troubles);
  }

  private void lookAtServer(Map<LogTrouble, String> troubles) {
    try {
      LogHealth health = subject.log().health(subject.name(), subject.settings());
      long limit = health.limitBytes().orElse(Long.MAX_VALUE);
      book.change(it -> it.looked(tools.clock().instant(), health.keptBytes(), limit));
      if (health.receiving()) {
        book.change(it -> it.troubled(""));
      } else {
        String why = book.state().trouble();
        troubles.put(
            LogTrouble.NOT_RECEIVED, why.isEmpty() ? "the receiver is not connected" : why);
      }
      guardDisk(health, limit, troubles);
    } catch (Fault e) {
      book.change(it -> it.troubled(e.getMessage()));
      troubles.put(LogTrouble.NOT_RECEIVED, e.getMessage());
    }
  }

  private void guardDisk(LogHealth health, long limit, Map<LogTrouble, String> troubles) {
    String words = "the server keeps back %,d of %,d bytes".formatted(health.keptBytes(), limit);
    if (health.lost() || health.keptBytes() > limit) {
      subject.log().release(subject.name(), subject.settings());
      String what = "the slot was dropped so that the server's disk does not fill: " + words;
      // The next piece that comes cannot follow the last one.
      book.change(it -> it.lost(tools.clock().instant(), what, ""));
    } else if (health.keptBytes() > limit / HALF) {
      troubles.put(LogTrouble.SLOT_GROWS, words);
    }
  }

  private void lookAtVaults(Map<LogTrouble, String> troubles) {
    LogPlaces places = LogPlaces.of(subject.plan(), subject.source(), tools.vaults());
    // Before the listing: what is kept meanwhile must not look as if it were missing.
    LogState before = book.state();
    Optional<CatalogPoint> base = needed.newestPoint();
    Optional<LogNeed> need = base.flatMap(needed::of);
    Map<StoredLog, LogInventory> seen = new LinkedHashMap<>();
    for (StoredLog place : places.all()) {
      try {
        seen.put(place, place.list());
      } catch (Fault e) {
        if (places.isRequired(place.vault())) {
          troubles.put(LogTrouble.NOT_KEPT, e.getMessage());
        }
      }
    }
    healed(base);
    if (before.series().isEmpty()) {
      return;
    }
    if (!mend.run(before, need, seen)) {
      // What is missing may be in another vault; the next look knows.
      return;
    }
    seen.forEach(
        (place, inventory) -> {
          if (places.isRequired(place.vault())) {
            needed
                .missing(place.list().whole(before.series()), before, need)
                .ifPresent(it -> lost("in the vault '" + place.vault() + "': " + it));
          }
        });
  }

  /** What was kept meanwhile stays the newest: receiving goes on behind it. */
  private void lost(String what) {
    book.change(it -> it.lost(tools.clock().instant(), what, it.newest()));
  }

  /** A recovery point that was begun after the loss was found does not need what is lost. */
  private void healed(Optional<CatalogPoint> base) {
    Optional<Instant> lostAt = book.state().lostAt();
    if (lostAt.isPresent() && base.filter(it -> it.startedAt().isAfter(lostAt.get())).isPresent()) {
      book.change(it -> it.ordered(Optional.empty()));
    }
  }

  private void order(boolean receiving) {
    LogState state = book.state();
    Instant now = tools.clock().instant();
    boolean ready =
        receiving
            || state.lostAt().filter(it -> Since.passed(it, WAITS_FOR_RECEIVER, now)).isPresent();
    boolean ordered =
        state.orderedAt().filter(it -> !Since.passed(it, ORDER_AGAIN, now)).isPresent();
    if (ready && !ordered && tools.orders().order(subject.system())) {
      book.change(it -> it.ordered(Optional.of(now)));
    }
  }
}
