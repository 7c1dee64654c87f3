package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.FileFacts;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import io.drillbook.domain.record.ChainHead;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the list of a period's runs while their packs are made, as lines of JSON and as a table,
 * and chains the packs' digests. Keeps one run at a time in memory; the two files lie in a folder
 * of their own, which goes with {@link #close()}.
 */
public final class PeriodRuns implements AutoCloseable {
  private static final List<String> HEAD =
      List.of(
          "number",
          "run",
          "kind",
          "scenario",
          "started by",
          "detected at",
          "ended at",
          "verdict",
          "rto seconds",
          "took seconds",
          "rto",
          "rpo",
          "largest loss seconds",
          "deviations",
          "findings",
          "plan",
          "records",
          "pack sha256");

  private final Path folder;
  private final BufferedWriter lines;
  private final BufferedWriter table;
  private long count;
  private String link = ChainHead.ZERO_HASH;

  /**
   * An empty list.
   *
   * @throws UncheckedIOException where there is no room for it
   */
  public PeriodRuns() {
    try {
      folder = Files.createTempDirectory("drillbook-period");
      lines = Files.newBufferedWriter(folder.resolve(PeriodLayout.RUNS));
      table = Files.newBufferedWriter(folder.resolve(PeriodLayout.TABLE));
      table.write(SafeCsv.row(HEAD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a run whose pack was made, and gives its line. */
  public PeriodRun add(Evidence evidence, byte[] pack) {
    String digest = EvidencePack.sha256(pack);
    String next = PeriodLayout.link(link, evidence.run().id(), digest);
    PeriodRun run = run(evidence, digest, next);
    try {
      lines.write(EvidenceJson.MAPPER.writeValueAsString(run) + "\n");
      table.write(SafeCsv.row(cells(run)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    link = next;
    count++;
    return run;
  }

  private PeriodRun run(Evidence evidence, String digest, String next) {
    Evidence.RunFacts facts = evidence.run();
    Evidence.Results results = evidence.results();
    return new PeriodRun(
        count + 1,
        facts.id(),
        facts.kind(),
        facts.evidenceKind(),
        facts.scenario(),
        facts.startedBy(),
        facts.detectedAt(),
        facts.endedAt().orElse(evidence.exportedAt()),
        facts.verdict(),
        evidence.objectives().rto(),
        results.total(),
        !evidence.objectives().rto().isZero(),
        results.rtoMet(),
        results.rpoMet(),
        results.sources(),
        evidence.deviations().size(),
        evidence.findings().size(),
        evidence.basis().planDigest(),
        evidence.record().head().number(),
        evidence.record().head().hash(),
        digest,
        link,
        next);
  }

  private static List<String> cells(PeriodRun run) {
    String loss =
        run.sources().stream()
            .map(Evidence.SourceResult::achievedRpo)
            .max(Duration::compareTo)
            .map(it -> Long.toString(it.toSeconds()))
            .orElse("");
    return List.of(
        Long.toString(run.number()),
        run.run(),
        run.kind(),
        run.scenario().orElse(""),
        run.startedBy(),
        run.detectedAt().toString(),
        run.endedAt().toString(),
        run.verdict(),
        run.measured() ? Long.toString(run.rto().toSeconds()) : "",
        Long.toString(run.total().toSeconds()),
        run.measured() ? met(run.rtoMet()) : "",
        run.sources().isEmpty() ? "" : met(run.rpoMet()),
        loss,
        Integer.toString(run.deviations()),
        Integer.toString(run.findings()),
        run.planDigest(),
        Long.toString(run.records()),
        run.packSha256());
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }

  /** How many were added. */
  public long count() {
    return count;
  }

  /** The last link of the chain of packs. */
  public String link() {
    return link;
  }

  /** The two files, complete; nothing may be added after. */
  public List<Path> files() {
    try {
      lines.close();
      table.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(folder.resolve(PeriodLayout.RUNS), folder.resolve(PeriodLayout.TABLE));
  }

  /** Size and checksum of a file that may be large. */
  public static FileFacts facts(Path file) {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return new FileFacts(
          file.getFileName().toString(),
          Files.size(file),
          HexFormat.of().formatHex(in.getMessageDigest().digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static PeriodRun read(String line) throws JsonProcessingException {
    return EvidenceJson.MAPPER.readValue(line, PeriodRun.class);
  }

  @Override
  public void close() {
    try {
      files().forEach(PeriodRuns::delete);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
