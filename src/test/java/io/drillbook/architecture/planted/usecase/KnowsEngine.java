package io.drillbook.architecture.planted.usecase;

import io.drillbook.architecture.planted.engine.KnowsStore;
import org.springframework.core.Ordered;

/** A use case that knows the engine's room and Spring. */
public interface KnowsEngine extends KnowsStore, Ordered {}
