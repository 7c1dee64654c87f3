package io.drillbook.architecture.planted.web;

import io.drillbook.architecture.planted.delegates.KnowsDriver;

/** A page that knows a delegate, which nothing may. */
public interface KnowsDelegate extends KnowsDriver {}
