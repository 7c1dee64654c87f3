package io.drillbook.domain.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.ChainVerifier.Break;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainVerifierTest {
  private static final String RUN = "drill-1";

  @Test
  void an_untouched_record_holds() {
    List<RecordEntry> chain = chain(new Random(1), 40);
    assertThat(ChainVerifier.verify(RUN, chain, Optional.of(headOf(chain)))).isEmpty();
    assertThat(ChainVerifier.verify(RUN, List.of(), Optional.of(ChainHead.empty()))).isEmpty();
  }

  @Test
  void every_random_change_deletion_insertion_and_swap_is_found_at_the_first_wrong_record() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<RecordEntry> chain = chain(random, 1 + random.nextInt(12));
      List<RecordEntry> altered = altered(chain, random);
      int first = firstDifference(chain, altered);
      if (first < 0) {
        continue;
      }
      Optional<Break> found = ChainVerifier.verify(RUN, altered, Optional.of(headOf(chain)));
      assertThat(found).as("seed " + seed).isPresent();
      assertThat(found.orElseThrow().number()).as("seed " + seed).isEqualTo(first + 1L);
    }
  }

  @Test
  void a_change_whose_hash_was_computed_anew_is_found_at_the_next_record() {
    List<RecordEntry> chain = new ArrayList<>(chain(new Random(3), 5));
    ChainHead before = new ChainHead(1, chain.get(0).hash());
    chain.set(1, RecordChain.next(RUN, before, draft(new Random(99))));
    assertThat(ChainVerifier.verify(RUN, chain, Optional.empty()))
        .hasValueSatisfying(wrong -> assertThat(wrong.number()).isEqualTo(3));
  }

  @Test
  void lines_cut_off_or_forged_at_the_end_are_found_by_the_head_only() {
    List<RecordEntry> chain = chain(new Random(4), 5);
    ChainHead head = headOf(chain);
    List<RecordEntry> cut = chain.subList(0, 3);
    assertThat(ChainVerifier.verify(RUN, cut, Optional.empty())).isEmpty();
    assertThat(ChainVerifier.verify(RUN, cut, Optional.of(head)))
        .contains(new Break(4, "The chain must go on to record 5."));

    List<RecordEntry> forged = new ArrayList<>(chain.subList(0, 4));
    forged.add(RecordChain.next(RUN, headOf(forged), draft(new Random(98))));
    assertThat(ChainVerifier.verify(RUN, forged, Optional.of(head)))
        .contains(new Break(5, "The record is not the one that the chain ended with."));
  }

  @Test
  void a_gap_in_the_numbers_is_found_even_where_every_hash_was_computed_for_it() {
    List<RecordEntry> chain = new ArrayList<>(chain(new Random(6), 2));
    ChainHead leap = new ChainHead(7, chain.get(1).hash());
    chain.add(RecordChain.next(RUN, leap, draft(new Random(97))));
    assertThat(ChainVerifier.verify(RUN, chain, Optional.empty()))
        .contains(new Break(3, "The record is numbered 8."));
  }

  @Test
  void a_record_of_another_run_is_not_taken_for_this_one() {
    assertThat(ChainVerifier.verify("drill-2", chain(new Random(5), 2), Optional.empty()))
        .hasValueSatisfying(wrong -> assertThat(wrong.reason()).contains("'drill-1'"));
  }

  @Test
  void the_serialisation_is_the_documented_one() {
    EntryDraft entry =
        new EntryDraft(
            Instant.parse("2026-11-20T10:00:00.5Z"),
            EntryKind.FACT,
            "s",
            "Prüfen",
            "w",
            1,
            "",
            Map.of("b", "2", "a", "1"));
    assertThat(
            new String(
                RecordChain.canonical(RUN, 7, entry, ChainHead.ZERO_HASH), StandardCharsets.UTF_8))
        .isEqualTo(
            "18:drillbook-record-1,64:"
                + ChainHead.ZERO_HASH
                + ",7:drill-1,1:7,27:2026-11-20T10:00:00.500000Z,4:FACT,1:s,7:Prüfen,1:w,1:1,0:,"
                + "1:2,1:a,1:1,1:b,1:2,");
    assertThat(RecordChain.hash(RUN, 7, entry, ChainHead.ZERO_HASH))
        .isEqualTo("85535ade7f251831dcb9161d160c56509df66056845e5a3e77df973060a2e28a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "1:a,", "a,1:b"})
  void text_moved_from_one_field_to_its_neighbour_changes_the_hash(String moved) {
    assertThat(hash("x" + moved, "y")).isNotEqualTo(hash("x", moved + "y1"));
    if (!moved.isEmpty()) {
      assertThat(hash("x" + moved, "y")).isNotEqualTo(hash("x", moved + "y"));
    }
  }

  private static String hash(String step, String name) {
    EntryDraft entry =
        new EntryDraft(Instant.EPOCH, EntryKind.FACT, step, name, "", 0, "", Map.of());
    return RecordChain.hash(RUN, 1, entry, ChainHead.ZERO_HASH);
  }

  private static List<RecordEntry> altered(List<RecordEntry> chain, Random random) {
    List<RecordEntry> altered = new ArrayList<>(chain);
    int at = random.nextInt(chain.size());
    switch (random.nextInt(4)) {
      case 0 -> altered.set(at, changed(chain.get(at), random));
      case 1 -> altered.remove(at);
      case 2 -> altered.add(at, changed(chain.get(at), random));
      default -> Collections.swap(altered, at, random.nextInt(chain.size()));
    }
    return altered;
  }

  private static RecordEntry changed(RecordEntry line, Random random) {
    EntryDraft e = line.entry();
    Map<String, String> more = new TreeMap<>(e.details());
    more.put("k" + random.nextInt(3), "altered");
    EntryDraft other =
        switch (random.nextInt(8)) {
          case 0 -> draft(e.at().plusNanos(1000), e.kind(), e.step(), e.actor(), e.attempt(), more);
          case 1 -> draft(e.at(), EntryKind.WARNING, e.step(), e.actor(), e.attempt(), e.details());
          case 2 -> draft(e.at(), e.kind(), e.step() + "x", e.actor(), e.attempt(), e.details());
          case 3 -> draft(e.at(), e.kind(), e.step(), e.actor() + "x", e.attempt(), e.details());
          case 4 -> draft(e.at(), e.kind(), e.step(), e.actor(), e.attempt() + 1, e.details());
          case 5 -> draft(e.at(), e.kind(), e.step(), e.actor(), e.attempt(), more);
          default -> e;
        };
    String hash = other.equals(e) ? "f".repeat(64) : line.hash();
    return new RecordEntry(line.runId(), line.number(), other, line.previousHash(), hash);
  }

  private static int firstDifference(List<RecordEntry> one, List<RecordEntry> two) {
    for (int i = 0; i < Math.max(one.size(), two.size()); i++) {
      if (i >= one.size() || i >= two.size() || !one.get(i).equals(two.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static List<RecordEntry> chain(Random random, int length) {
    List<RecordEntry> chain = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      chain.add(RecordChain.next(RUN, headOf(chain), draft(random)));
    }
    return chain;
  }

  private static ChainHead headOf(List<RecordEntry> chain) {
    return chain.isEmpty()
        ? ChainHead.empty()
        : new ChainHead(chain.size(), chain.get(chain.size() - 1).hash());
  }

  private static EntryDraft draft(Random random) {
    return draft(
        Instant.ofEpochSecond(random.nextInt(1_000_000_000)),
        EntryKind.FACT,
        "step" + random.nextInt(5),
        "actor" + random.nextInt(5),
        random.nextInt(3),
        random.nextBoolean() ? Map.of() : Map.of("k1", "v" + random.nextInt(5)));
  }

  private static EntryDraft draft(
      Instant at,
      EntryKind kind,
      String step,
      String actor,
      int attempt,
      Map<String, String> details) {
    return new EntryDraft(at, kind, step, "name", actor, attempt, "outcome", details);
  }
}
