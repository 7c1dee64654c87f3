package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.RunModel;
import java.util.List;

/** Prints evidence for people. */
public interface EvidencePaper {
  /**
   * The report as a PDF file.
   *
   * @param models that the run went by, to be drawn
   */
  byte[] print(Evidence evidence, List<RunModel> models);
}
