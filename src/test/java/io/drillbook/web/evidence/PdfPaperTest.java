package io.drillbook.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.Basis;
import io.drillbook.domain.evidence.Evidence.FindingFacts;
import io.drillbook.domain.evidence.Evidence.Model;
import io.drillbook.domain.evidence.Evidence.PointFacts;
import io.drillbook.domain.evidence.Evidence.Scope;
import io.drillbook.domain.evidence.Evidence.StoredFile;
import io.drillbook.domain.evidence.EvidenceOfRun;
import io.drillbook.domain.evidence.RunModel;
import io.drillbook.domain.evidence.SampleRecord;
import io.drillbook.domain.evidence.Surroundings;
import io.drillbook.domain.record.RecordEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The report says what the evidence says, whatever people typed. */
class PdfPaperTest {
  private static final PdfPaper PAPER = new PdfPaper();

  private static Evidence evidence(List<RecordEntry> lines) {
    Instant at = SampleRecord.DETECTED;
    Surroundings around =
        new Surroundings(
            "anna",
            "0123456789ABCDEF0123456789ABCDEF01234567",
            new Basis(
                "drillbook 0.2.0",
                "ab".repeat(32),
                Optional.of("cd".repeat(32)),
                List.of(new Model("recover-from-disaster", 3, "diagram.bpmn", "ef".repeat(32))),
                Map.of()),
            new Scope(
                List.of("shop"),
                Map.of("db", "postgresql"),
                List.of(),
                List.of(),
                List.of("primary")),
            List.of(
                new PointFacts(
                    "20261121T010000Z-aaaaaa",
                    "restored",
                    Optional.of(at),
                    Optional.of("proven"),
                    List.of("primary", "offsite"),
                    Optional.of("0123456789ABCDEF0123456789ABCDEF01234567"),
                    Optional.of("12".repeat(32)),
                    List.of(
                        new StoredFile(
                            "db",
                            "db.0.pgdump.zst.pgp",
                            1_234_567,
                            "34".repeat(32),
                            "56".repeat(32))),
                    Map.of("db", Map.of("orders", 2000L)),
                    Optional.empty())),
            List.of(
                new FindingFacts(
                    "finding-1",
                    "shortfall",
                    "objective",
                    "the drill ended objective-missed",
                    "owner@example.com",
                    at,
                    at.plusSeconds(86_400),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            Optional.of(at.plusSeconds(604_800)));
    return new EvidenceOfRun(
            SampleRecord.run(),
            lines,
            Map.of("db", Duration.ofHours(1)),
            ZoneId.of("Europe/Berlin"),
            at.plusSeconds(10_000))
        .with(around, SampleRecord.head(lines));
  }

  private static List<RunModel> models() throws Exception {
    return List.of(
        new RunModel(
            "recover-from-disaster",
            3,
            Files.readAllBytes(Path.of("processes/incident/recover-from-disaster.bpmn"))));
  }

  /** Without the spaces: where a line breaks is the printer's choice. */
  private static String text(byte[] pdf) throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return bare(new PDFTextStripper().getText(document));
    }
  }

  private static String bare(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static void assertSays(byte[] pdf, String... texts) throws Exception {
    String said = text(pdf);
    for (String text : texts) {
      assertThat(said).contains(bare(text));
    }
  }

  @Test
  void theReportSaysWhatAnAuditorAsksFor() throws Exception {
    byte[] pdf = PAPER.print(evidence(SampleRecord.of(60)), models());
    String kept = System.getProperty("drillbook.evidence.keep");
    if (kept != null) {
      Files.write(Path.of(kept), pdf);
    }
    assertSays(pdf, "Incident of shop", "Verdict: succeeded-with-skips", SampleRecord.RUN);
    assertSays(pdf, "Machines worked", "People were waited for", "RTO", "RPO of db", "met");
    assertSays(pdf, "Assess scope – olga", "TARGET_UNREACHABLE", "the media are on a CDN");
    assertSays(pdf, "db.0.pgdump.zst.pgp", "34".repeat(32), "finding-1", "mallory");
    assertSays(pdf, "Sign-offs", "management", SampleRecord.head(SampleRecord.of(60)).hash());
    assertSays(pdf, "Runbook: recover-from-disaster, version 3", "Approve cutover");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script><img src=\"http://127.0.0.1:1/x.png\"/>",
        "=cmd|' /C calc'!A0",
        "]]> &amp; &#1; ${7*7} [[${paper}]] <!-- ",
        "Prüfung Ελληνικά Кириллица"
      })
  void whatPeopleTypedIsPrintedAsItIs(String typed) throws Exception {
    assertSays(PAPER.print(evidence(SampleRecord.of(20, typed)), List.of()), typed);
  }

  @Test
  void signsThatTurnTheTextAreShown() throws Exception {
    byte[] pdf = PAPER.print(evidence(SampleRecord.of(20, "a\u202Etxt.exe\u202Cb")), List.of());
    assertSays(pdf, "a[U+202E]txt.exe[U+202C]b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fire 🔥 end", "שלום world", "nul \u0001 end", "中文 end", "\u200Dx"})
  void signsThatTheFontLacksCostOnlyThemselves(String typed) throws Exception {
    byte[] pdf = PAPER.print(evidence(SampleRecord.of(20, typed)), List.of());
    assertSays(pdf, "Verdict: succeeded-with-skips", "Decide how to continue", "Sign-offs");
  }

  @Test
  void aHundredThousandCharactersAreCutAndTheReportSaysSo() throws Exception {
    for (String one : List.of("x", "word ", "<&>")) {
      String typed = one.repeat(100_000 / one.length());
      byte[] pdf = PAPER.print(evidence(SampleRecord.of(20, typed)), List.of());
      assertSays(pdf, "characters, all of them in evidence.json");
      assertThat(pdf.length).isLessThan(1_000_000);
    }
  }

  @Test
  void nothingIsLoadedFromOutside() {
    String html = PAPER.html(evidence(SampleRecord.of(20)), List.of());
    assertThat(html).doesNotContain("src=", "href=", "url(", "@import", "<script");
  }

  /** How long it takes stands in the guide; run it alone to measure. */
  @Test
  @Tag("long")
  void theReportOfFiveHundredLinesIsPrinted() throws Exception {
    List<RecordEntry> lines = SampleRecord.of(500);
    PAPER.print(evidence(SampleRecord.of(20)), List.of());
    long began = System.nanoTime();
    byte[] pdf = PAPER.print(evidence(lines), models());
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    LoggerFactory.getLogger(getClass()).warn("{} lines, {} ms", lines.size(), millis);
    assertSays(pdf, "Restore source (db6)", "Sign-offs");
  }
}
