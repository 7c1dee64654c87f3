package io.drillbook.architecture.planted.engine.boot;

import io.drillbook.architecture.planted.store.KnowsDriver;

/** Clean: the wiring knows everybody. */
public interface Wiring {
  /** Allowed. */
  KnowsDriver store();
}
