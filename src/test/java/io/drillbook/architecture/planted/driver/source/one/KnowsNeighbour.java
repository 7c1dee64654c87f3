package io.drillbook.architecture.planted.driver.source.one;

import io.drillbook.architecture.planted.driver.source.two.KnowsConfig;

/** A driver that knows its neighbour. */
public interface KnowsNeighbour extends KnowsConfig {}
