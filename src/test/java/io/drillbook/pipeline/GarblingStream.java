package io.drillbook.pipeline;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on everything, one bit of one byte altered. */
final class GarblingStream extends FilterOutputStream {
  private final long at;
  private long done;

  /**
   * A stream in front of another one.
   *
   * @param at which byte is altered
   */
  GarblingStream(OutputStream out, long at) {
    super(out);
    this.at = at;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(done++ == at ? b ^ 1 : b);
  }
}
