package io.drillbook.driver.source.directory;

import io.drillbook.driver.source.directory.Archive.First;
import io.drillbook.driver.source.directory.FileReader.Kept;
import java.io.IOException;
import java.util.HexFormat;

/** Keeps the checksums of a capture that is complete in itself. */
record Plain(Sums.Writer sums) implements Archiving.Account {
  @Override
  public void file(Work work, Kept kept) throws IOException {
    sums.add(work.item().name(), HexFormat.of().parseHex(kept.sum()));
  }

  @Override
  public void name(Work work, First first) {
    // Its checksum is that of the first name.
  }

  @Override
  public void link(Work work, String target) {
    // It has no content.
  }

  @Override
  public void folder(Work work) {
    // It has no content.
  }

  @Override
  public void vanished(Work work) {
    // Nothing is left to be told.
  }
}
