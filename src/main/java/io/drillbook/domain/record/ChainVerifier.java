package io.drillbook.domain.record;

import java.util.List;
import java.util.Optional;

/**
 * Checks a run's record from its first line on. It finds lines that were changed, removed, inserted
 * or swapped. Who can compute a hash may forge the last lines; that is what the head, and the
 * signature of an evidence pack, are for.
 */
public final class ChainVerifier {
  private ChainVerifier() {}

  /**
   * The first record that is wrong.
   *
   * @param number the number that the line at this place must have, counted from 1; one more than
   *     there are lines where lines are missing at the end
   * @param reason what is wrong with it, as a sentence
   */
  public record Break(long number, String reason) {}

  /**
   * Looks for the first wrong record.
   *
   * @param entries the lines in the order in which they are stored
   * @param head where the chain ends, if it is known from somewhere else
   * @return empty where every line holds
   */
  public static Optional<Break> verify(
      String runId, List<RecordEntry> entries, Optional<ChainHead> head) {
    ChainHead soFar = ChainHead.empty();
    for (RecordEntry line : entries) {
      String wrong = wrong(runId, soFar, line);
      if (!wrong.isEmpty()) {
        return Optional.of(new Break(soFar.number() + 1, wrong));
      }
      soFar = new ChainHead(line.number(), line.hash());
    }
    ChainHead end = soFar;
    return head.filter(known -> !known.equals(end)).map(known -> atEnd(known, end));
  }

  private static String wrong(String runId, ChainHead before, RecordEntry line) {
    if (!line.runId().equals(runId)) {
      return "The record belongs to another run: '" + line.runId() + "'.";
    }
    if (line.number() != before.number() + 1) {
      return "The record is numbered " + line.number() + ".";
    }
    if (!line.previousHash().equals(before.hash())) {
      return "The record does not follow the one before it.";
    }
    String expected = RecordChain.hash(runId, line.number(), line.entry(), before.hash());
    return line.hash().equals(expected) ? "" : "The record's content does not match its hash.";
  }

  private static Break atEnd(ChainHead known, ChainHead end) {
    if (known.number() > end.number()) {
      return new Break(end.number() + 1, "The chain must go on to record " + known.number() + ".");
    }
    if (known.number() < end.number()) {
      return new Break(
          known.number() + 1, "The chain must end with record " + known.number() + ".");
    }
    return new Break(end.number(), "The record is not the one that the chain ended with.");
  }
}
