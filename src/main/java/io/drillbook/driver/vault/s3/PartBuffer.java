package io.drillbook.driver.vault.s3;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.sync.RequestBody;

/** The bytes of one part and the checksums that go with them, computed as they come in. */
abstract class PartBuffer implements AutoCloseable {
  private final long capacity;
  private final MessageDigest md5 = newMd5();
  private final CRC32 crc32 = new CRC32();
  private long size;
  private byte[] digest;

  PartBuffer(long capacity) {
    this.capacity = capacity;
  }

  /** Takes as much as fits and says how much that was. */
  final int write(byte[] bytes, int from, int length) {
    int fits = (int) Math.min(length, capacity - size);
    store(size, bytes, from, fits);
    md5.update(bytes, from, fits);
    crc32.update(bytes, from, fits);
    size += fits;
    return fits;
  }

  abstract void store(long at, byte[] bytes, int from, int length);

  /** The bytes from their beginning; a repeated request reads them again. */
  abstract InputStream open();

  /** Gives memory or file back; may be called twice. */
  @Override
  public abstract void close();

  final boolean isFull() {
    return size == capacity;
  }

  final long size() {
    return size;
  }

  /** No more may be written after this. */
  final synchronized byte[] md5() {
    if (digest == null) {
      digest = md5.digest();
    }
    return digest.clone();
  }

  final String contentMd5() {
    return Base64.getEncoder().encodeToString(md5());
  }

  final String hexMd5() {
    return HexFormat.of().formatHex(md5());
  }

  final String crc32() {
    return text(crc32);
  }

  /** Of bytes that are at hand, as the store wants to read it. */
  static String crc32(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return text(sum);
  }

  private static String text(CRC32 sum) {
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }

  final RequestBody body() {
    return RequestBody.fromContentProvider(this::open, size, "application/octet-stream");
  }

  /** What S3 itself uses; it guards against accidents here, not against people. */
  static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
