package io.drillbook.web.evidence;

import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import io.drillbook.usecase.evidence.PeriodPaper;
import java.util.List;
import java.util.Map;

/** The summary of a period as PDF. Safe for several threads. */
public final class PdfPeriod implements PeriodPaper {
  private final PdfPrinter printer = new PdfPrinter();

  @Override
  public byte[] print(PeriodEvidence period, List<PeriodRun> runs) {
    return PdfPrinter.pdf(html(period, runs));
  }

  /** The summary as XHTML. */
  String html(PeriodEvidence period, List<PeriodRun> runs) {
    return printer.html("period", Map.of("paper", PeriodTables.of(period, runs)));
  }
}
