package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.evidence.Anchor.Head;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.pipeline.KeyRing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The anchors that somebody keeps, read and checked: signatures, and that each names the one before
 * it. Says of a record whether it still ends, or goes on from, where it was anchored. An anchor
 * that does not hold counts for nothing.
 */
public final class AnchorBook {
  private final AnchorFiles files;
  private final KeyRing keys;
  private final List<String> signers;
  private final List<PackFinding> findings = new ArrayList<>();
  private final Map<String, List<Anchored>> heads = new HashMap<>();
  private final Map<String, Link> ends = new HashMap<>();
  private Instant newest = Instant.MIN;
  private int count;

  private AnchorBook(AnchorFiles files, KeyRing keys, List<String> signers) {
    this.files = files;
    this.keys = keys;
    this.signers = List.copyOf(signers);
  }

  /** A head, and when it was anchored. */
  public record Anchored(Head head, Instant at) {}

  private record Link(long number, String digest) {}

  /**
   * Until where a record is covered.
   *
   * @param line the last line that is as it was anchored; 0 where no anchor covers it
   * @param at when that was anchored
   * @param findings what is not as it was anchored
   */
  public record Cover(long line, Optional<Instant> at, List<PackFinding> findings) {}

  /**
   * Reads all of them.
   *
   * @param signers names of the keys of the ring that are believed
   * @throws Fault INPUT_INVALID, VAULT_UNREACHABLE where they cannot be read; KEY_MISSING
   */
  public static AnchorBook read(AnchorFiles files, KeyRing keys, List<String> signers) {
    AnchorBook book = new AnchorBook(files, keys, signers);
    files.names().forEach(book::add);
    return book;
  }

  /** What is wrong with the anchors themselves. */
  public List<PackFinding> findings() {
    return List.copyOf(findings);
  }

  /** How many of them hold. */
  public int count() {
    return count;
  }

  /** When the newest was made; empty where there is none. */
  public Optional<Instant> newest() {
    return Optional.of(newest).filter(at -> count > 0);
  }

  /** Of each run that was anchored as ended, when that was first known: records grow after it. */
  public List<Anchored> ended() {
    return heads.values().stream()
        .flatMap(
            all ->
                all.stream()
                    .filter(it -> it.head().ended())
                    .min(Comparator.comparing(Anchored::at))
                    .stream())
        .toList();
  }

  private void add(String name) {
    byte[] document = files.read(name).orElse(new byte[0]);
    Optional<byte[]> signature = files.read(name + Anchor.SIGNATURE);
    if (signature.isEmpty()) {
      find("unable to find the signature of an anchor: '" + name + "'", "It counts for nothing.");
      return;
    }
    try {
      keys.verify(signers, document, signature.get());
      link(AnchorDocument.read(document), name, EvidencePack.sha256(document));
    } catch (Fault e) {
      if (e.code() == FaultCode.KEY_MISSING) {
        throw e;
      }
      find(
          "unable to accept the signature of an anchor: '" + name + "'",
          "It is by another key or was changed, and counts for nothing.");
    } catch (JsonProcessingException e) {
      find(
          "unable to read an anchor: '" + name + "'",
          "Use the version of Drillbook that wrote it.");
    }
  }

  private void link(Anchor anchor, String name, String digest) {
    Link before = ends.get(anchor.chain());
    if (before == null && anchor.previous().isPresent()) {
      find(
          "unable to find the anchors before: '" + name + "'",
          "Those before number " + anchor.number() + " are not here: fetch all of the chain.");
    } else if (before != null && anchor.number() > before.number() + 1) {
      find(
          "unable to find the anchors before: '" + name + "'",
          "Number " + (before.number() + 1) + " is missing; somebody removed it.");
    } else if (before != null && !anchor.previous().equals(Optional.of(before.digest()))) {
      find(
          "unable to accept the order of the anchors: '" + name + "'",
          "It does not follow the one before it: one of the two was replaced, or the database was"
              + " put back to an older state.");
    }
    ends.put(anchor.chain(), new Link(anchor.number(), digest));
    count++;
    newest = anchor.madeAt().isAfter(newest) ? anchor.madeAt() : newest;
    anchor
        .heads()
        .forEach(
            head ->
                heads
                    .computeIfAbsent(head.run(), run -> new ArrayList<>())
                    .add(new Anchored(head, anchor.madeAt())));
  }

  /**
   * Compares a record with what was anchored of it.
   *
   * @param exportedAt when these lines were all: lines may follow the end of a run, and what was
   *     anchored of them later is missed by nobody
   */
  public Cover cover(String run, List<RecordEntry> lines, Instant exportedAt) {
    List<PackFinding> wrong = new ArrayList<>();
    long good = 0;
    Optional<Instant> at = Optional.empty();
    List<Anchored> anchored = new ArrayList<>(heads.getOrDefault(run, List.of()));
    anchored.sort((one, other) -> Long.compare(one.head().line(), other.head().line()));
    for (Anchored one : anchored) {
      if (one.at().isAfter(exportedAt) && one.head().line() > lines.size()) {
        break;
      }
      Optional<PackFinding> finding = compare(one, lines, good);
      if (finding.isPresent()) {
        wrong.add(finding.get());
        break;
      }
      good = one.head().line();
      at = Optional.of(one.at());
    }
    if (at.isEmpty() && wrong.isEmpty()) {
      wrong.add(uncovered(run, !anchored.isEmpty()));
    }
    return new Cover(good, at, wrong);
  }

  private static PackFinding uncovered(String run, boolean later) {
    return new PackFinding(
        0,
        "unable to find an anchor that covers the run: '" + run + "'",
        later
            ? "Its record was first anchored when it had grown: have the run exported again."
            : "Heads are anchored once a day and at the end of an incident: take anchors that were"
                + " made after the run; an older run without one was never in that database.");
  }

  private static Optional<PackFinding> compare(Anchored one, List<RecordEntry> lines, long good) {
    long line = one.head().line();
    if (line > lines.size()) {
      return Optional.of(
          wrong(
              lines.size() + 1L,
              "record "
                  + (lines.size() + 1)
                  + " is missing: "
                  + anchored(one)
                  + " goes on to "
                  + line,
              "The end of the record was cut off and the chain made anew."));
    }
    if (lines.get((int) line - 1).hash().equals(one.head().hash())) {
      return Optional.empty();
    }
    String range =
        good + 1 == line ? "record " + line : "one of the records " + (good + 1) + " to " + line;
    return Optional.of(
        wrong(
            good + 1,
            range + " was changed: record " + line + " is not the one of " + anchored(one),
            "The chain was made anew after it was anchored; an export from before shows which"
                + " record it is."));
  }

  private static String anchored(Anchored one) {
    return "the anchor of " + one.at();
  }

  private static PackFinding wrong(long number, String what, String hint) {
    return new PackFinding(number, "unable to accept the record: '" + what + "'", hint);
  }

  private void find(String what, String hint) {
    findings.add(new PackFinding(0, what, hint));
  }
}
