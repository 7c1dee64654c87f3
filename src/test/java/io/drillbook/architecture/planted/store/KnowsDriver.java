package io.drillbook.architecture.planted.store;

import io.drillbook.architecture.planted.driver.source.one.KnowsNeighbour;

/** A store that knows a driver. */
public interface KnowsDriver {
  /** Planted. */
  KnowsNeighbour driver();
}
