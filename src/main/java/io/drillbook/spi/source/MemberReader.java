package io.drillbook.spi.source;

import io.drillbook.domain.point.Member;
import java.io.InputStream;

/** Gives the content of members whose signature and checksum were found good before. */
public interface MemberReader {
  /**
   * Opens what the tool once wrote, decrypted and decompressed on the fly; may be opened again and
   * side by side.
   */
  InputStream open(Member member);
}
