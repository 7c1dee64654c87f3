package io.drillbook.web.evidence;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.RunModel;
import io.drillbook.usecase.evidence.EvidencePaper;
import java.util.List;
import java.util.Map;

/** The report on one run as PDF. Safe for several threads. */
public final class PdfPaper implements EvidencePaper {
  private final PdfPrinter printer = new PdfPrinter();

  @Override
  public byte[] print(Evidence evidence, List<RunModel> models) {
    return PdfPrinter.pdf(html(evidence, models));
  }

  /** The report as XHTML. */
  String html(Evidence evidence, List<RunModel> models) {
    return printer.html(
        "evidence",
        Map.of("paper", Paper.of(evidence), "drawings", ModelDrawing.all(models, evidence)));
  }
}
