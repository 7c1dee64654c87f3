package io.drillbook.pipeline;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Counts the bytes of a stream and takes their SHA-256. Used by one thread. */
final class Tally {
  private final MessageDigest digest = fast("SHA-256");
  private final LongConsumer progress;
  private long bytes;

  Tally() {
    this(done -> {});
  }

  /** Tells the consumer the count after each buffer. */
  Tally(LongConsumer progress) {
    this.progress = progress;
  }

  /**
   * Names the provider that uses the CPU's own instructions; BouncyCastle's is six times slower.
   */
  static MessageDigest fast(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm, "SUN");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  long bytes() {
    return bytes;
  }

  /** The checksum, hexadecimal; asked for once, at the end. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  OutputStream over(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int from, int length) throws IOException {
        for (int done = 0; done < length; done += HandOff.BUFFER_BYTES) {
          int n = Math.min(HandOff.BUFFER_BYTES, length - done);
          out.write(buffer, from + done, n);
          add(buffer, from + done, n);
        }
      }
    };
  }

  InputStream over(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        int n = in.read(buffer, from, Math.min(length, HandOff.BUFFER_BYTES));
        if (n > 0) {
          add(buffer, from, n);
        }
        return n;
      }

      @Override
      public long skip(long n) throws IOException {
        return readNBytes((int) Math.min(n, HandOff.BUFFER_BYTES)).length;
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }

  private void add(byte[] buffer, int from, int length) {
    digest.update(buffer, from, length);
    bytes += length;
    progress.accept(bytes);
  }
}
