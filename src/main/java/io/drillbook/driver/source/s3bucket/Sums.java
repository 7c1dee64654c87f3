package io.drillbook.driver.source.s3bucket;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * Counts keys and adds up a checksum of each key and size; the order does not matter, so stores may
 * list as they like. Safe for use by several threads.
 */
final class Sums {
  static final String OBJECTS = "objects";
  static final String BYTES = "bytes";
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);

  private long objects;
  private long bytes;
  private BigInteger sum = BigInteger.ZERO;

  synchronized void add(String key, long size) {
    objects++;
    bytes += size;
    byte[] hash = digest("SHA-256").digest((size + " " + key).getBytes(StandardCharsets.UTF_8));
    sum = sum.add(new BigInteger(1, hash)).mod(LIMIT);
  }

  synchronized Map<String, Long> contents() {
    return Map.of(OBJECTS, objects, BYTES, bytes);
  }

  /** Names exactly these keys with these sizes. */
  synchronized String digest() {
    return sum.toString(16);
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
