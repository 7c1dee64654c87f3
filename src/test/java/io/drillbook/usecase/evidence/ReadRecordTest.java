package io.drillbook.usecase.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.spi.store.RecordReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private final List<PlacedEntry> lines = new ArrayList<>();
  private int most;

  private final RecordReading record =
      new RecordReading() {
        @Override
        public List<PlacedEntry> after(long position, int limit) {
          most = Math.max(most, limit);
          return lines.stream().filter(it -> it.position() > position).limit(limit).toList();
        }

        @Override
        public List<RecordEntry> ofRun(String runId, long number, int limit) {
          return List.of();
        }
      };

  private final ReadRecord read = new ReadRecord(record);

  @Test
  void everyLineIsReadOnceInOrderAndFewAreHeldAtATime() {
    for (long i = 1; i <= 1_201; i++) {
      line(i, 0);
    }
    List<Long> seen = new ArrayList<>();
    assertThat(read.all(0, it -> seen.add(it.position()))).isEqualTo(1_201);
    assertThat(seen).hasSize(1_201).isSorted().doesNotHaveDuplicates();
    assertThat(most).isEqualTo(500);
    assertThat(read.all(1_201, it -> seen.clear())).isEqualTo(1_201);
  }

  @Test
  void aLineThatIsCommittedLateIsWaitedForAndOneThatNeverComesIsNot() {
    line(1, 300);
    line(3, 30);
    List<Long> seen = new ArrayList<>();
    assertThat(read.all(0, it -> seen.add(it.position()))).as("2 may still come").isEqualTo(1);
    lines.add(1, placed(2, 30));
    assertThat(read.all(1, it -> seen.add(it.position()))).isEqualTo(3);
    assertThat(seen).containsExactly(1L, 2L, 3L);
    line(5, 121);
    assertThat(read.all(3, it -> seen.add(it.position()))).as("4 was rolled back").isEqualTo(5);
  }

  @Test
  void theVeryFirstLineIsWaitedForAsEveryOther() {
    line(2, 30);
    List<Long> seen = new ArrayList<>();
    assertThat(read.all(0, it -> seen.add(it.position()))).as("1 may still come").isZero();
    lines.add(0, placed(1, 30));
    assertThat(read.all(0, it -> seen.add(it.position()))).isEqualTo(2);
    assertThat(seen).containsExactly(1L, 2L);
  }

  private void line(long position, int secondsAgo) {
    lines.add(placed(position, secondsAgo));
  }

  private static PlacedEntry placed(long position, int secondsAgo) {
    EntryDraft draft =
        new EntryDraft(NOW, EntryKind.FACT, "step", "Step", "olga", 0, "seen", Map.of());
    return new PlacedEntry(
        position,
        "shop",
        "drill",
        new RecordEntry("drill-1", position, draft, "0", "1"),
        Optional.of(NOW.minusSeconds(secondsAgo)),
        secondsAgo < 120);
  }
}
