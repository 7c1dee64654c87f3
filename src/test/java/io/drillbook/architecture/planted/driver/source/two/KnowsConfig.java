package io.drillbook.architecture.planted.driver.source.two;

import io.drillbook.architecture.planted.config.KnowsUsecase;

/** A driver that knows the configuration. */
public interface KnowsConfig extends KnowsUsecase {}
