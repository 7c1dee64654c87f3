package io.drillbook.driver.source.pass;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * For which keys a secret is encrypted, told by the packets at its beginning (RFC 4880, sections
 * 4.2 and 5.1). Nothing is decrypted for that.
 */
final class Envelope {
  private static final String ARMOUR = "-----BEGIN PGP MESSAGE-----";
  private static final int FOR_A_KEY = 1;
  private static final int FOR_A_PASSPHRASE = 3;
  private static final int NEW = 0x40;
  private static final int KEY_ID = 8;

  private final byte[] bytes;
  private int at;

  private Envelope(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether it begins like an encrypted message: a secret that was cut to nothing does not. */
  static boolean isMessage(byte[] bytes) {
    return isArmoured(bytes) || !new Envelope(bytes).packets().isEmpty();
  }

  /** The numbers of the keys, 16 hexadecimal digits; none where the message is armoured. */
  static List<String> recipients(byte[] bytes) {
    return isArmoured(bytes)
        ? List.of()
        : new Envelope(bytes).packets().stream().filter(key -> !key.isEmpty()).toList();
  }

  private static boolean isArmoured(byte[] bytes) {
    return new String(
            bytes,
            0,
            Math.min(bytes.length, ARMOUR.length()),
            java.nio.charset.StandardCharsets.US_ASCII)
        .equals(ARMOUR);
  }

  /** The key of each packet that holds a session key; empty for a passphrase. */
  private List<String> packets() {
    List<String> keys = new ArrayList<>();
    try {
      while (at < bytes.length) {
        int head = next();
        boolean isNew = (head & NEW) != 0;
        int tag = isNew ? head & 0x3f : (head >> 2) & 0x0f;
        if (head < 0x80 || (tag != FOR_A_KEY && tag != FOR_A_PASSPHRASE)) {
          return keys;
        }
        int length = isNew ? newLength() : oldLength(head & 3);
        keys.add(
            tag == FOR_A_KEY
                ? HexFormat.of().withUpperCase().formatHex(bytes, at + 1, at + 1 + KEY_ID)
                : "");
        at += length;
      }
    } catch (IndexOutOfBoundsException e) {
      // It is cut: what was seen of it is what there is.
      return keys;
    }
    return keys;
  }

  private int newLength() {
    int first = next();
    if (first < 192) {
      return first;
    }
    return first < 224 ? ((first - 192) << 8) + next() + 192 : number(4);
  }

  private int oldLength(int type) {
    return number(1 << type);
  }

  private int number(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | next();
    }
    if (value < 0) {
      throw new IndexOutOfBoundsException("a length of more than 2 GiB");
    }
    return value;
  }

  private int next() {
    return bytes[at++] & 0xff;
  }
}
