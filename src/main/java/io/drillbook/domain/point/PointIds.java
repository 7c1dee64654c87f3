package io.drillbook.domain.point;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by time: UTC start time and a short random part, {@code
 * 20261120T020000Z-4f2a9c}.
 */
public final class PointIds {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private PointIds() {}

  /** A new id for a recovery point or, behind a kind and a dash, for a run. */
  public static String next(Instant startedAt, RandomGenerator random) {
    byte[] tail = new byte[3];
    random.nextBytes(tail);
    return STAMP.format(startedAt) + "-" + HexFormat.of().formatHex(tail);
  }
}
