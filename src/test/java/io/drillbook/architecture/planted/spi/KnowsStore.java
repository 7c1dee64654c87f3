package io.drillbook.architecture.planted.spi;

import io.drillbook.architecture.planted.store.KnowsDriver;

/** A port that knows its implementation. */
public interface KnowsStore {
  /** Planted. */
  KnowsDriver store();
}
