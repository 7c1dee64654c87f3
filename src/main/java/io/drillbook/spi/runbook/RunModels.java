package io.drillbook.spi.runbook;

import io.drillbook.domain.evidence.RunModel;
import java.util.List;

/** The deployed models that a run went by. */
public interface RunModels {
  /**
   * The model that the run was started from, then those that it called, each once; none where the
   * engine's history of the run is gone.
   *
   * @throws io.drillbook.domain.fault.Fault INTERNAL where a deployment cannot be read
   */
  List<RunModel> of(String runId);
}
