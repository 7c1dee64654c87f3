package io.drillbook.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.Due;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of evidence is text, in whichever field somebody has typed something else. */
class PdfPeriodTest {
  private static final String MARKUP =
      "<script>alert(1)</script><img src=\"http://127.0.0.1:1/x.png\" onerror='x'/>]]>";
  private static final Pattern TAGS =
      Pattern.compile("<(/?)(script|img|iframe|object|link|svg|a)\\b", Pattern.CASE_INSENSITIVE);

  private static String text(byte[] pdf) throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MARKUP,
        "${7*7} [[${paper}]] *{x} @{/x}",
        "a\u202Etxt.exe",
        "nul \u0001\uFFFE end"
      })
  void everyTextOfAPeriodIsPrintedAsItIs(String typed) throws Exception {
    TypedEverywhere all = new TypedEverywhere(typed);
    PeriodEvidence period = all.of(PeriodEvidence.class);
    PdfPeriod paper = new PdfPeriod();
    String html = paper.html(period, List.of(all.of(PeriodRun.class)));
    assertThat(TAGS.matcher(html).find()).as(html).isFalse();
    assertThat(html).doesNotContain("49 [[", "\u202E", "\u0001");
    assertThat(text(paper.print(period, List.of(all.of(PeriodRun.class)))))
        .contains("Evidenceof", "Versionsoftheplan", "Seal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MARKUP,
        "${7*7} [[${paper}]] *{x} @{/x}",
        "a\u202Etxt.exe",
        "nul \u0001\uFFFE end"
      })
  void everyTextOfARunIsPrintedAsItIs(String typed) throws Exception {
    Evidence evidence = new TypedEverywhere(typed).of(Evidence.class);
    PdfPaper paper = new PdfPaper();
    String html = paper.html(evidence, List.of());
    assertThat(TAGS.matcher(html).find()).as(html).isFalse();
    assertThat(html).doesNotContain("49 [[", "\u202E", "\u0001");
    assertThat(text(paper.print(evidence, List.of()))).contains("Sign-offs", "Seal");
  }

  @Test
  void aPeriodWithThousandsOfRowsStaysASummary() throws Exception {
    TypedEverywhere all = new TypedEverywhere("x");
    PeriodEvidence some = all.of(PeriodEvidence.class);
    List<Due> many =
        Collections.nCopies(
            20_000, new Due("backup", some.from(), "missed", Optional.of("backup-1")));
    PeriodEvidence period =
        new PeriodEvidence(
            some.format(),
            some.exportedAt(),
            some.exportedBy(),
            some.signer(),
            some.program(),
            some.system(),
            some.zone(),
            some.from(),
            some.to(),
            some.runs(),
            some.verdicts(),
            some.objectives(),
            some.without(),
            some.schedules(),
            some.drills(),
            many,
            some.findings(),
            some.plans(),
            some.chain(),
            some.files());
    byte[] pdf = new PdfPeriod().print(period, List.of());
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isLessThan(40);
    }
    assertThat(text(pdf)).contains("19600moreareinperiod.json");
  }
}
