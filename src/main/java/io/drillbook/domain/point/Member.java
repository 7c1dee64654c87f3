package io.drillbook.domain.point;

import java.util.List;

/**
 * One stored object of a recovery point.
 *
 * @param source the source it belongs to
 * @param file its name in the point's folder, {@code <source>.<native>.zst.pgp}
 * @param format the tool's own format, such as {@code pgdump} or {@code sql}
 * @param storedBytes size as stored: compressed and encrypted
 * @param storedSha256 checksum of the stored bytes, hexadecimal
 * @param contentBytes size of what the tool wrote
 * @param contentSha256 checksum of what the tool wrote, hexadecimal
 * @param recipients fingerprints of the only keys that open it; empty where the point's do
 */
public record Member(
    String source,
    String file,
    String format,
    long storedBytes,
    String storedSha256,
    long contentBytes,
    String contentSha256,
    List<String> recipients) {
  public Member {
    recipients = List.copyOf(recipients);
  }

  /** A member that the point's recipients open. */
  public Member(
      String source,
      String file,
      String format,
      long storedBytes,
      String storedSha256,
      long contentBytes,
      String contentSha256) {
    this(source, file, format, storedBytes, storedSha256, contentBytes, contentSha256, List.of());
  }

  /** Whether only some keys open it, and not whoever opens the rest of the point. */
  public boolean isSealed() {
    return !recipients.isEmpty();
  }
}
