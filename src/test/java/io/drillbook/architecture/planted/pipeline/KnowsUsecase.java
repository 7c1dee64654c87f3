package io.drillbook.architecture.planted.pipeline;

import io.drillbook.architecture.planted.usecase.KnowsEngine;

/** A pipeline that knows a use case. */
public interface KnowsUsecase extends KnowsEngine {}
