package io.drillbook.domain.evidence;

import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.ChainVerifier;
import io.drillbook.domain.record.ChainVerifier.Break;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.RecordEntry;
import java.util.List;
import java.util.Optional;

/**
 * Says in words what was done to a record: which line was changed, removed, added or put elsewhere.
 * The finding itself is the chain's ({@link ChainVerifier}); the words are read off what stands
 * around the first line that is wrong.
 *
 * @param number the first record that is wrong
 * @param what such as "record 17 was changed"
 */
public record ChainDamage(long number, String what) {

  /**
   * The first thing that is wrong with a record; empty where every line holds, the first one starts
   * the run and none is missing at the end.
   *
   * @param ended whether the run has ended, so that its record must say so exactly once
   */
  public static Optional<ChainDamage> find(
      String runId, List<RecordEntry> lines, ChainHead head, boolean ended) {
    Optional<Break> found = ChainVerifier.verify(runId, lines, Optional.of(head));
    return found
        .map(it -> new ChainDamage(it.number(), describe(runId, lines, head, it)))
        .or(() -> incomplete(lines, ended));
  }

  private static String describe(
      String runId, List<RecordEntry> lines, ChainHead head, Break found) {
    int place = (int) found.number();
    if (place > lines.size()) {
      return record(place)
          + " is missing: the record ends before it and has to go on to "
          + head.number();
    }
    RecordEntry line = lines.get(place - 1);
    if (line.number() != place) {
      return misplaced(lines, place, line.number());
    }
    if (place > head.number()) {
      return record(place) + " was added: the record ended with " + head.number();
    }
    String previous = place == 1 ? ChainHead.ZERO_HASH : lines.get(place - 2).hash();
    String proper = RecordChain.hash(runId, place, line.entry(), line.previousHash());
    if (line.hash().equals(proper) && !line.previousHash().equals(previous)) {
      return record(place) + " does not follow the one before it: one of the two was replaced";
    }
    return record(place) + " was changed";
  }

  private static String misplaced(List<RecordEntry> lines, int place, long number) {
    if (lines.stream().filter(line -> line.number() == number).count() > 1) {
      return record(number) + " is there twice: one was inserted at place " + place;
    }
    if (number >= 1 && number <= lines.size() && lines.get((int) number - 1).number() == place) {
      return "records " + place + " and " + number + " were swapped";
    }
    boolean elsewhere = lines.stream().anyMatch(line -> line.number() == place);
    return elsewhere
        ? "record " + number + " was put in the place of record " + place
        : record(place) + " is missing: record " + number + " stands in its place";
  }

  private static Optional<ChainDamage> incomplete(List<RecordEntry> lines, boolean ended) {
    if (lines.isEmpty()) {
      return Optional.of(new ChainDamage(1, record(1) + " is missing: there is no record at all"));
    }
    boolean starts = lines.get(0).entry().kind() == EntryKind.RUN_STARTED;
    if (!starts || count(lines, EntryKind.RUN_STARTED) != 1) {
      return Optional.of(
          new ChainDamage(1, "record 1 does not start the run, or another one does too"));
    }
    if (ended && count(lines, EntryKind.RUN_ENDED) != 1) {
      return Optional.of(
          new ChainDamage(lines.size(), "the record does not say exactly once how the run ended"));
    }
    return Optional.empty();
  }

  private static long count(List<RecordEntry> lines, EntryKind kind) {
    return lines.stream().filter(line -> line.entry().kind() == kind).count();
  }

  private static String record(long number) {
    return "record " + number;
  }
}
