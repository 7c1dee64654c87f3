package io.drillbook.usecase.cutover;

import io.drillbook.spi.cutover.FenceState;

/**
 * What one step of a fence showed.
 *
 * @param kind the driver's kind
 */
public record FenceSeen(String kind, FenceState state) {}
