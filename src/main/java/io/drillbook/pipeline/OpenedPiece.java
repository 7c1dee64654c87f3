package io.drillbook.pipeline;

import io.drillbook.domain.log.LogManifest;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.domain.point.Member;
import java.io.InputStream;

/** Opens a stored piece of a log. */
public final class OpenedPiece {
  private OpenedPiece() {}

  /**
   * What the server once wrote: nothing is decrypted before the stored bytes were found as signed,
   * and the end is only reported after the content was, too.
   *
   * @throws io.drillbook.domain.fault.Fault CHECKSUM_MISMATCH, DECRYPTION_FAILED, VAULT_UNREACHABLE
   */
  public static InputStream open(StoredLog log, LogManifest manifest, MemberKeys keys) {
    LogSegment segment = manifest.segment();
    log.check(segment);
    Member member =
        new Member(
            manifest.source(),
            segment.name() + LogLayout.PIECE,
            "wal",
            segment.storedBytes(),
            segment.storedSha256(),
            segment.contentBytes(),
            segment.contentSha256());
    return new EncryptedMembers(keys, one -> log.read(segment)).open(member);
  }
}
