package io.drillbook.spi.store;

import java.util.List;

/** By which deployed models each run went. Joins the caller's transaction. */
public interface RunModelStore {
  /** Notes that a run came to a model; nothing where that is noted already. */
  void add(String runId, String definition);

  /** The engine's ids of the models, in the order in which the run came to them. */
  List<String> of(String runId);
}
