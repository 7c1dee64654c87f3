package io.drillbook.usecase.incident;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import java.util.Locale;

/** A line of the record about an unusual size, in words. */
final class UnusualSize {
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  private UnusualSize() {}

  static String line(EntryDraft entry) {
    String source = entry.detail(Entries.SOURCE);
    return "%s: %s, usually %s%n"
        .formatted(
            source.isEmpty() ? "the whole point" : source,
            size(entry.detail("bytes")),
            size(entry.detail("usual")));
  }

  private static String size(String bytes) {
    return String.format(Locale.ROOT, "%,.2f MiB", Long.parseLong(bytes) / MEBIBYTE);
  }
}
