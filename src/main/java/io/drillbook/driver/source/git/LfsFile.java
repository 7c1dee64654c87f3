package io.drillbook.driver.source.git;

import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One large file, whose name is the SHA-256 of its content. */
final class LfsFile {
  private static final int BUFFER = 128 * 1024;

  private LfsFile() {}

  /**
   * Copies it.
   *
   * @throws NotWhole where the content is not what the name says
   */
  static void copy(String name, InputStream in, OutputStream out, Cancellation cancellation)
      throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      cancellation.check();
      digest.update(buffer, 0, n);
      out.write(buffer, 0, n);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(name)) {
      throw new NotWhole("its content is not what its name says");
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
