package io.drillbook.architecture.planted.domain;

import io.drillbook.architecture.planted.spi.Port;
import org.springframework.core.Ordered;

/** A domain that knows a port and a library. */
public interface KnowsSpring extends Ordered, Port {}
