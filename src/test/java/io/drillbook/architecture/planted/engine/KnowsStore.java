package io.drillbook.architecture.planted.engine;

import io.drillbook.architecture.planted.store.KnowsDriver;

/** An engine that knows a store outside its wiring. */
public interface KnowsStore {
  /** Planted. */
  KnowsDriver store();
}
