package io.drillbook.domain.evidence;

import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.RecordEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One thing that somebody does to a record.
 *
 * @param what in words
 * @param lines the record afterwards
 * @param told what must be said of it
 */
public record Tampering(String what, List<RecordEntry> lines, String told) {
  /** Kinds of tampering. */
  public static final int KINDS = 8;

  /** Does something, by chance. */
  public static Tampering of(List<RecordEntry> good, Random random) {
    List<RecordEntry> lines = new ArrayList<>(good);
    int at = random.nextInt(lines.size());
    long number = at + 1L;
    return switch (random.nextInt(KINDS)) {
      case 0 -> changed(lines, at, random);
      case 1 -> {
        lines.remove(at);
        yield new Tampering("without " + number, lines, "record " + number + " is missing");
      }
      case 2 -> swapped(lines, at, random);
      case 3 -> twice(lines, at, random);
      case 4 -> inserted(lines, at);
      case 5 -> {
        int left = random.nextInt(lines.size());
        yield new Tampering(
            "cut after " + left,
            new ArrayList<>(lines.subList(0, left)),
            "record " + (left + 1) + " is missing");
      }
      case 6 -> {
        RecordEntry line = lines.get(at);
        lines.set(
            at,
            new RecordEntry(
                line.runId(), number, line.entry(), line.previousHash(), other(line.hash())));
        yield new Tampering("hash of " + number, lines, "record " + number + " was changed");
      }
      default -> rehashed(lines, at);
    };
  }

  private static Tampering changed(List<RecordEntry> lines, int at, Random random) {
    RecordEntry line = lines.get(at);
    EntryDraft entry = line.entry();
    Map<String, String> details = new HashMap<>(entry.details());
    int field = random.nextInt(8);
    if (field == 6) {
      details.put("reason", "it was asked for by phone");
    } else if (field == 7) {
      details.merge("reason", " ", String::concat);
    }
    EntryDraft other =
        new EntryDraft(
            field == 0 ? entry.at().plusNanos(1000) : entry.at(),
            field == 1 ? kindAfter(entry.kind()) : entry.kind(),
            field == 2 ? entry.step() + "x" : entry.step(),
            field == 3 ? entry.name() + "." : entry.name(),
            field == 4 ? "boss" : entry.actor(),
            field == 5 ? entry.attempt() + 1 : entry.attempt(),
            entry.outcome(),
            details);
    lines.set(at, new RecordEntry(line.runId(), at + 1L, other, line.previousHash(), line.hash()));
    return new Tampering(
        "field " + field + " of " + (at + 1), lines, "record " + (at + 1) + " was changed");
  }

  private static EntryKind kindAfter(EntryKind kind) {
    return kind == EntryKind.FACT ? EntryKind.NOTIFIED : EntryKind.FACT;
  }

  private static Tampering swapped(List<RecordEntry> lines, int at, Random random) {
    int other = (at + 1 + random.nextInt(lines.size() - 1)) % lines.size();
    int first = Math.min(at, other);
    int second = Math.max(at, other);
    RecordEntry line = lines.get(first);
    lines.set(first, lines.get(second));
    lines.set(second, line);
    return new Tampering(
        "swapped", lines, "records " + (first + 1) + " and " + (second + 1) + " were swapped");
  }

  private static Tampering twice(List<RecordEntry> lines, int at, Random random) {
    int where = random.nextInt(lines.size() + 1);
    lines.add(where, lines.get(at));
    String told = "record " + (at + 1) + " is there twice";
    return new Tampering("a copy of " + (at + 1) + " at " + where, lines, told);
  }

  /** A line that was made up and follows the one before it, and nothing after it was touched. */
  private static Tampering inserted(List<RecordEntry> lines, int at) {
    ChainHead before =
        at == 0
            ? ChainHead.empty()
            : new ChainHead(lines.get(at - 1).number(), lines.get(at - 1).hash());
    RecordEntry made = RecordChain.next(lines.get(0).runId(), before, lines.get(at).entry());
    lines.add(
        at,
        new RecordEntry(
            made.runId(),
            made.number(),
            forged(made),
            made.previousHash(),
            RecordChain.hash(made.runId(), made.number(), forged(made), made.previousHash())));
    return new Tampering("made up at " + (at + 1), lines, "record " + (at + 1) + " is there twice");
  }

  private static EntryDraft forged(RecordEntry line) {
    EntryDraft entry = line.entry();
    return new EntryDraft(
        entry.at(),
        entry.kind(),
        entry.step(),
        entry.name(),
        "boss",
        entry.attempt(),
        entry.outcome(),
        entry.details());
  }

  /** A line that was changed and hashed anew, by somebody who knows the rule. */
  private static Tampering rehashed(List<RecordEntry> lines, int at) {
    RecordEntry line = lines.get(at);
    EntryDraft forged = forged(line);
    lines.set(
        at,
        new RecordEntry(
            line.runId(),
            line.number(),
            forged,
            line.previousHash(),
            RecordChain.hash(line.runId(), line.number(), forged, line.previousHash())));
    boolean last = at == lines.size() - 1;
    return new Tampering(
        "hashed anew: " + (at + 1),
        lines,
        last ? "record " + (at + 1) + " was changed" : "one of the two was replaced");
  }

  private static String other(String hash) {
    return (hash.charAt(0) == '0' ? '1' : '0') + hash.substring(1);
  }
}
