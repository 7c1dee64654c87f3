package io.drillbook.driver.source.s3bucket;

import io.drillbook.spi.step.Cancellation;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Bytes on their way from one place to another: exactly so many, summed up while they pass. It
 * cannot be read twice, so that nobody sums a part up twice.
 */
final class Passing extends FilterInputStream {
  private final MessageDigest md5 = Sums.digest("MD5");
  private final MessageDigest sha256 = Sums.digest("SHA-256");
  private final Cancellation cancellation;
  private long left;

  Passing(InputStream in, long size, Cancellation cancellation) {
    super(in);
    this.left = size;
    this.cancellation = cancellation;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int wanted) throws IOException {
    cancellation.check();
    if (left == 0) {
      return -1;
    }
    int read = super.read(bytes, from, (int) Math.min(wanted, left));
    if (read < 0) {
      throw new EOFException("the bytes end " + left + " too early");
    }
    md5.update(bytes, from, read);
    sha256.update(bytes, from, read);
    left -= read;
    return read;
  }

  @Override
  public long skip(long bytes) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Whoever sends a part must not close what the next part comes from. */
  @Override
  public void close() {
    // The one who opened it closes it.
  }

  boolean isAtEnd() {
    return left == 0;
  }

  String md5() {
    return HexFormat.of().formatHex(md5.digest());
  }

  String sha256() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
