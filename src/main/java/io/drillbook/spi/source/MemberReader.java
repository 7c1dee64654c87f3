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

  /**
   * Whether a key is here that opens the member. One that is sealed for somebody else is checked by
   * its stored bytes only, and whoever wants its content gets the fault KEY_MISSING.
   */
  default boolean opens(Member member) {
    return true;
  }
}
