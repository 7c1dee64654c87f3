package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.evidence.ChainDamage;
import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.evidence.AnchorBook.Cover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a pack that somebody handed over: the signature, the chain of the record, that the record
 * is whole, and the checksum of every file. It goes on after the first thing that is wrong: whoever
 * changed a line also broke the signature, and the line says more.
 */
public final class CheckPack {
  /** A record of a hundred thousand lines has about 100 MiB; more is an attack on the memory. */
  private static final long MOST_BYTES = 1L << 30;

  private final Path folder;
  private final KeyRing keys;
  private final List<String> signers;
  private final Optional<AnchorBook> anchors;
  private final List<PackFinding> findings = new ArrayList<>();

  /**
   * A check.
   *
   * @param signers names of the keys of the ring that are believed
   */
  public CheckPack(Path folder, KeyRing keys, List<String> signers) {
    this(folder, keys, signers, Optional.empty());
  }

  /**
   * A check against what was anchored.
   *
   * @param anchors empty where nobody has them
   */
  public CheckPack(Path folder, KeyRing keys, List<String> signers, Optional<AnchorBook> anchors) {
    this.anchors = anchors;
    this.folder = folder;
    this.keys = keys;
    this.signers = List.copyOf(signers);
  }

  /**
   * What came of it.
   *
   * @param run the run's id, empty where it cannot be read
   * @param records how many lines its record has
   * @param signer fingerprint of the key that signed it; empty where no trusted one did
   * @param findings everything that is wrong; the pack holds where there is nothing
   * @param strangers names of files in the folder that do not belong to the pack
   * @param anchored how far the record is as it was anchored; empty where no anchors were given
   */
  public record Outcome(
      String run,
      String verdict,
      int records,
      int files,
      String signer,
      List<PackFinding> findings,
      List<String> strangers,
      Optional<Cover> anchored) {
    /** Whether the pack holds. */
    public boolean isGood() {
      return findings.isEmpty();
    }
  }

  /**
   * Checks everything.
   *
   * @throws Fault INPUT_INVALID where the folder holds no pack of this layout; KEY_MISSING
   */
  public Outcome check() {
    byte[] signed = required(EvidenceLayout.EVIDENCE);
    JsonNode tree = tree(signed);
    JsonNode run = tree.path("run");
    List<RecordEntry> lines = record(tree, run.path("id").asText());
    if (findings.isEmpty()) {
      findings.addAll(new StatedRun(run).against(lines));
    }
    String runId = run.path("id").asText();
    Optional<Cover> cover = anchors.map(book -> book.cover(runId, lines, exportedAt(tree)));
    cover.ifPresent(it -> findings.addAll(it.findings()));
    String signer = signature(signed);
    Map<String, byte[]> files = files(tree);
    files.put(EvidenceLayout.EVIDENCE, signed);
    sums(files);
    return new Outcome(
        runId,
        run.path("verdict").asText(),
        lines.size(),
        files.size() + 2,
        signer,
        List.copyOf(findings),
        strangers(files.keySet()),
        cover);
  }

  private JsonNode tree(byte[] signed) {
    try {
      JsonNode tree = EvidenceJson.tree(signed);
      String format = tree.path("format").asText();
      if (format.equals(Evidence.FORMAT)) {
        return tree;
      }
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read a pack of this layout: '" + format + "'",
          "This program reads " + Evidence.FORMAT + "; use the version that wrote it or a newer.");
    } catch (JsonProcessingException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the evidence: '" + folder.resolve(EvidenceLayout.EVIDENCE) + "'",
          "It is cut or was edited; have the run exported again.",
          e);
    }
  }

  /** Without it nothing that was anchored later is excused. */
  private static Instant exportedAt(JsonNode tree) {
    try {
      return Instant.parse(tree.path("exportedAt").asText());
    } catch (DateTimeParseException e) {
      return Instant.MAX;
    }
  }

  private List<RecordEntry> record(JsonNode tree, String runId) {
    JsonNode record = tree.path("record");
    List<RecordEntry> lines = new ArrayList<>();
    for (JsonNode node : record.path("lines")) {
      try {
        lines.add(EvidenceJson.line(node));
      } catch (JsonProcessingException e) {
        damaged(lines.size() + 1L, "record " + (lines.size() + 1) + " was changed");
        return lines;
      }
    }
    JsonNode head = record.path("head");
    ChainHead end = new ChainHead(head.path("number").asLong(-1), head.path("hash").asText());
    ChainDamage.find(runId, lines, end, true).ifPresent(it -> damaged(it.number(), it.what()));
    return lines;
  }

  private void damaged(long number, String what) {
    findings.add(
        new PackFinding(
            number,
            "unable to accept the record: '" + what + "'",
            "It is the first record that is wrong; ask for a new export and who had this pack."));
  }

  private String signature(byte[] signed) {
    byte[] signature = read(EvidenceLayout.SIGNATURE).orElse(null);
    if (signature == null) {
      finding(
          "unable to find the signature: '" + EvidenceLayout.SIGNATURE + "'",
          "Without it nothing in the pack proves anything; ask for a new export.");
      return "";
    }
    try {
      return keys.verify(signers, signed, signature);
    } catch (Fault e) {
      if (e.code() == FaultCode.KEY_MISSING) {
        throw e;
      }
      finding(
          "unable to accept the signature over evidence.json: '" + EvidenceLayout.SIGNATURE + "'",
          isByOther(signature)
              ? "It is not by the key that you gave, or the key was not valid then; take the key"
                  + " that the custodian of the recovery points names."
              : "evidence.json or its signature was changed after the export.");
      return "";
    }
  }

  private boolean isByOther(byte[] signature) {
    try {
      return keys.claimedSigner(signers, signature).isEmpty();
    } catch (Fault e) {
      return false;
    }
  }

  /** What the signed list names and is there. */
  private Map<String, byte[]> files(JsonNode tree) {
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (JsonNode file : tree.path("files")) {
      String name = file.path("name").asText();
      Optional<byte[]> bytes = EvidenceLayout.isPlain(name) ? read(name) : Optional.<byte[]>empty();
      if (bytes.isEmpty()) {
        finding("unable to find a file of the pack: '" + name + "'", "It was removed.");
      } else if (!EvidencePack.sha256(bytes.get()).equals(file.path("sha256").asText())) {
        finding(
            "unable to accept a file, it is not the exported one: '" + name + "'",
            "Its checksum differs from the one in evidence.json.");
      }
      bytes.ifPresent(it -> found.put(name, it));
    }
    for (String name : List.of(EvidenceLayout.TABLE, EvidenceLayout.README)) {
      if (!found.containsKey(name) && findings.isEmpty()) {
        finding("unable to find a file in the signed list: '" + name + "'", "Export it again.");
      }
    }
    return found;
  }

  private void sums(Map<String, byte[]> files) {
    Optional<byte[]> sums = read(EvidenceLayout.SUMS);
    boolean good = sums.filter(it -> Arrays.equals(it, EvidencePack.sums(files))).isPresent();
    if (!good && findings.isEmpty()) {
      finding(
          "unable to accept the list of checksums: '" + EvidenceLayout.SUMS + "'",
          "It is missing or differs from the files; evidence.json has the checksums that count.");
    }
  }

  private List<String> strangers(Set<String> ours) {
    Set<String> known = new TreeSet<>(ours);
    known.addAll(List.of(EvidenceLayout.SIGNATURE, EvidenceLayout.SUMS));
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .map(path -> path.getFileName().toString())
          .filter(name -> !known.contains(name))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private void finding(String what, String hint) {
    findings.add(new PackFinding(0, what, hint));
  }

  private byte[] required(String name) {
    return read(name)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find an evidence pack: '" + folder + "'",
                    "Give the folder that 'drillbook evidence export' wrote; it holds "
                        + name
                        + "."));
  }

  private Optional<byte[]> read(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it has more than 1 GiB");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Fault unreadable(Path file, IOException cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read: '" + file + "'",
        "Check that you may read it: " + cause.getMessage(),
        cause);
  }
}
