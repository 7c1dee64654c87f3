package io.drillbook.architecture.planted.demo;

import io.drillbook.architecture.planted.web.KnowsDelegate;

/** A part of the demo with a way in that a user lacks. */
public interface KnowsWeb extends KnowsDelegate {}
