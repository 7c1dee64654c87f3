package io.drillbook.spi.source;

import io.drillbook.domain.point.Member;
import java.io.InputStream;
import java.util.List;

/** Gives the content of members whose signature and checksum were found good before. */
public interface MemberReader {
  /**
   * Opens what the tool once wrote, decrypted and decompressed on the fly; may be opened again and
   * side by side.
   */
  InputStream open(Member member);

  /**
   * The captures that this one rests on, as its lineage names them, oldest first; their members can
   * be opened like its own. Empty where they were not asked for, or there are none.
   */
  default List<Earlier> earlier() {
    return List.of();
  }

  /**
   * Whether a key is here that opens the member. One that is sealed for somebody else is checked by
   * its stored bytes only, and whoever wants its content gets the fault KEY_MISSING.
   */
  default boolean opens(Member member) {
    return true;
  }
}
