package io.drillbook.driver.source.mongodb;

import java.util.zip.Checksum;

/**
 * The checksum of a namespace in a mongodump archive: CRC-64 with ECMA-182's polynomial, reflected,
 * as Go's {@code hash/crc64} computes it (elsewhere called CRC-64/XZ).
 */
final class Crc64 implements Checksum {
  private static final long REFLECTED_ECMA = 0xC96C5795D7870F42L;
  private static final int SLICES = 8;
  private static final int BYTES = 256;
  private static final int LOW = 0xff;
  private static final long[][] TABLES = tables();

  private long state = ~0L;

  @Override
  public void update(int b) {
    state = TABLES[0][(int) (state ^ b) & LOW] ^ (state >>> Byte.SIZE);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    for (; end - at >= SLICES; at += SLICES) {
      state = eight(state, bytes, at);
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = ~0L;
  }

  /** Eight bytes by eight tables at a time: byte by byte would be slower than the disk. */
  private static long eight(long state, byte[] bytes, int at) {
    long word = state;
    for (int i = 0; i < SLICES; i++) {
      word ^= (long) (bytes[at + i] & LOW) << (Byte.SIZE * i);
    }
    long next = 0;
    for (int i = 0; i < SLICES; i++) {
      next ^= TABLES[SLICES - 1 - i][(int) (word >>> (Byte.SIZE * i)) & LOW];
    }
    return next;
  }

  private static long[][] tables() {
    long[][] tables = new long[SLICES][BYTES];
    for (int n = 0; n < BYTES; n++) {
      long crc = n;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ REFLECTED_ECMA : crc >>> 1;
      }
      tables[0][n] = crc;
    }
    for (int n = 0; n < BYTES; n++) {
      for (int slice = 1; slice < SLICES; slice++) {
        long before = tables[slice - 1][n];
        tables[slice][n] = tables[0][(int) before & LOW] ^ (before >>> Byte.SIZE);
      }
    }
    return tables;
  }
}
