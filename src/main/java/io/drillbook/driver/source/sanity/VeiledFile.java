package io.drillbook.driver.source.sanity;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A temporary file that nobody can read, us included once this object is gone: a tar wants a size
 * before the content, and plain text is not to lie on a disk meanwhile. Its key is never stored.
 */
final class VeiledFile implements AutoCloseable {
  private static final int BYTES = 16;

  private final Path file;
  private final SecretKeySpec key;
  private final IvParameterSpec start;
  private long size;

  VeiledFile() throws IOException {
    file = Files.createTempFile("drillbook-sanity", ".veiled");
    byte[] random = new byte[2 * BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, 0, BYTES, "AES");
    start = new IvParameterSpec(random, BYTES, BYTES);
  }

  /** Bytes written so far. */
  long size() {
    return size;
  }

  /** Writes it; once only, since the same key stream must not veil two contents. */
  OutputStream write() throws IOException {
    OutputStream veiled =
        new CipherOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file)), cipher(Cipher.ENCRYPT_MODE));
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        veiled.write(bytes, offset, length);
        size += length;
      }

      @Override
      public void close() throws IOException {
        veiled.close();
      }
    };
  }

  /** Reads it; as often as needed. */
  InputStream read() throws IOException {
    return new CipherInputStream(Files.newInputStream(file), cipher(Cipher.DECRYPT_MODE));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }

  private Cipher cipher(int mode) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(mode, key, start);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }
}
