package io.drillbook.architecture.planted.delegates;

import io.drillbook.architecture.planted.driver.source.one.KnowsNeighbour;
import org.camunda.bpm.engine.impl.context.Context;

/** A delegate that goes round the use case, and reaches into the engine. */
public interface KnowsDriver extends KnowsNeighbour {
  /** Planted. */
  Context context();
}
