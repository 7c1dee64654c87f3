package io.drillbook.domain.log;

import java.time.Instant;
import java.util.List;

/**
 * What a stored piece of a log is; lies beside it as {@code <name>.json} and is signed.
 *
 * @param formatVersion version of this layout, now 1
 * @param system the protected system
 * @param source the source's name in the plan
 * @param series as {@link LogSegment#series}, and so on
 * @param recipients fingerprints of the keys that open the piece
 * @param signer fingerprint of the key that signs this
 */
public record LogManifest(
    int formatVersion,
    String system,
    String source,
    String series,
    String name,
    Instant closedAt,
    long storedBytes,
    String storedSha256,
    long contentBytes,
    String contentSha256,
    List<String> recipients,
    String signer) {
  public LogManifest {
    recipients = List.copyOf(recipients);
  }

  /** The piece alone. */
  public LogSegment segment() {
    return new LogSegment(
        series, name, closedAt, storedBytes, storedSha256, contentBytes, contentSha256);
  }
}
