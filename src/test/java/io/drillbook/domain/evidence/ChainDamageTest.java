package io.drillbook.domain.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.RecordEntry;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever is done to a record is found, and called by its name. */
class ChainDamageTest {
  private static final List<RecordEntry> GOOD = SampleRecord.of(60);
  private static final ChainHead HEAD = SampleRecord.head(GOOD);

  @Test
  void aRecordThatNobodyTouchedHolds() {
    assertThat(ChainDamage.find(SampleRecord.RUN, GOOD, HEAD, true)).isEmpty();
  }

  @Test
  void tenThousandTamperingsAreFoundAndNamed() {
    Random random = new Random(20261127);
    Set<String> kinds = new TreeSet<>();
    for (int i = 0; i < 10_000; i++) {
      Tampering tampering = Tampering.of(GOOD, random);
      Optional<ChainDamage> found =
          ChainDamage.find(SampleRecord.RUN, tampering.lines(), HEAD, true);
      if (tampering.lines().equals(GOOD)) {
        continue;
      }
      assertThat(found).as("%d: %s", i, tampering.what()).isPresent();
      assertThat(found.get().what()).as("%d: %s", i, tampering.what()).contains(tampering.told());
      kinds.add(tampering.what().substring(0, 5));
    }
    assertThat(kinds).as("every kind came about").hasSize(Tampering.KINDS);
  }

  @Test
  void aRecordOfAnotherRunOrWithoutItsEndsIsNoRecord() {
    assertThat(ChainDamage.find("incident-other", GOOD, HEAD, true))
        .hasValueSatisfying(it -> assertThat(it.number()).isEqualTo(1));
    assertThat(ChainDamage.find(SampleRecord.RUN, List.of(), ChainHead.empty(), true))
        .hasValueSatisfying(it -> assertThat(it.what()).contains("no record at all"));
    List<RecordEntry> open = GOOD.subList(0, GOOD.size() - 1);
    ChainHead end = SampleRecord.head(open);
    assertThat(ChainDamage.find(SampleRecord.RUN, open, end, false)).isEmpty();
    assertThat(ChainDamage.find(SampleRecord.RUN, open, end, true))
        .hasValueSatisfying(it -> assertThat(it.what()).contains("how the run ended"));
  }
}
