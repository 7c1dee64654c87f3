package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.usecase.retention.VaultAround;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a log while it is written, and by a clock that somebody sets. */
class WatchLogTest {
  private static final String POINT = "20261120T030000Z-aaaaaa";

  @TempDir Path folder;
  private LogDesk desk;
  private LogBook book;

  @BeforeEach
  void keepOne() {
    desk = new LogDesk(folder);
    book = desk.book();
    keep("0001");
    desk.point(POINT, "0001");
  }

  @Test
  void whatIsKeptWhileAHoleIsFoundStaysTheNewest() {
    keep("0002");
    keep("0003");
    desk.stored("primary").remove(LogDesk.SERIES, "0002");
    desk.bench.vaults.put(
        "primary",
        new VaultAround(desk.bench.vaults.get("primary")) {
          @Override
          public List<Entry> list(String prefix) {
            List<Entry> listed = super.list(prefix);
            book.taken(LogDesk.SERIES, "0004", 1);
            return listed;
          }
        });
    watch().look();
    assertThat(book.state().lost()).contains("0002");
    assertThat(book.state().newest()).isEqualTo("0004");
  }

  @Test
  void aLossThatWasFoundByAClockAheadEndsWithTheNextPoint() {
    keep("0003");
    desk.clock.by(Duration.ofDays(365));
    watch().look();
    assertThat(desk.ordered).hasSize(1);
    desk.clock.by(Duration.ofDays(-365));
    WatchLog watch = watch();
    watch.look();
    desk.clock.by(Duration.ofMinutes(16));
    watch.look();
    assertThat(desk.ordered).as("nobody waits a year for the first one").hasSize(2);
    desk.point("20261120T040000Z-cccccc", "0003");
    watch.look();
    assertThat(book.state().isWhole()).isTrue();
  }

  @Test
  void aClockThatWasAheadStopsNeitherMarksNorLooks() {
    KeepLog keep = new KeepLog(desk.subject, desk.tools);
    desk.clock.by(Duration.ofDays(365));
    keep.tend();
    desk.clock.by(Duration.ofDays(-365));
    int looks = desk.log.looks;
    keep.tend();
    assertThat(desk.log.marks).isEqualTo(2);
    assertThat(desk.log.looks).as("one before the mark, one that looks").isEqualTo(looks + 2);
  }

  private WatchLog watch() {
    return new WatchLog(desk.subject, desk.tools, book, new ReentrantLock());
  }

  private void keep(String name) {
    desk.put("primary", LogDesk.SERIES, name);
    book.taken(LogDesk.SERIES, name, 1);
  }
}
