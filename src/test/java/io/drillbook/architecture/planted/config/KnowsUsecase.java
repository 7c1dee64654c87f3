package io.drillbook.architecture.planted.config;

import io.drillbook.architecture.planted.usecase.KnowsEngine;

/** A configuration that knows a use case. */
public interface KnowsUsecase extends KnowsEngine {}
