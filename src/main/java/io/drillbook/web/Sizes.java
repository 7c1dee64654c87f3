package io.drillbook.web;

import java.util.Locale;

/** Sizes in words, by powers of ten as disks count. */
final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final int STEP = 1000;
  private static final int WHOLE = 100;

  private Sizes() {}

  static String of(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= STEP && unit < UNITS.length - 1) {
      size /= STEP;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit == 0 || size >= WHOLE ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
  }
}
