package io.drillbook.domain.point;

import java.time.Instant;

/**
 * The newest recovery point of a system, in short.
 *
 * @param since when it got its state: for a proven one, when it was proven
 * @param proven whether it is told as the newest proven one, or as the newest of all
 */
public record NewestPoint(
    String system,
    String point,
    Instant startedAt,
    PointState state,
    Instant since,
    boolean proven) {}
