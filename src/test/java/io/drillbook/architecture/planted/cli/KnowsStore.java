package io.drillbook.architecture.planted.cli;

import io.drillbook.architecture.planted.store.KnowsDriver;
import org.camunda.bpm.engine.RuntimeService;

/** A command that knows a store and the engine's services. */
public interface KnowsStore {
  /** Planted. */
  KnowsDriver store();

  /** Planted. */
  RuntimeService engine();
}
