package io.drillbook.driver.vault.s3;

/**
 * How large each part of an upload is whose length nobody knows beforehand. Small at first, so that
 * memory stays small; growing, so that the 10 000 parts which a store takes carry 5 TiB.
 */
final class PartSizes {
  static final int FIRST_BYTES = 8 * 1024 * 1024;
  static final int MOST_PARTS = 10_000;

  /** Parts of one size in a row; the size of the h-th hundred is 8 MiB times (1 + h²/50). */
  private static final int STEP = 100;

  private static final int SLOWNESS = 50;

  private PartSizes() {}

  /** The size of a part, numbered from 1. */
  static long bytes(int number) {
    int hundred = (number - 1) / STEP;
    return (long) FIRST_BYTES * (1 + hundred * hundred / SLOWNESS);
  }
}
