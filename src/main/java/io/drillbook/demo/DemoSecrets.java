package io.drillbook.demo;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords made anew for every demo: none is built in. */
record DemoSecrets(
    String superuser, String backup, String admin, String shop, String opsKey, String signerKey) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static DemoSecrets random() {
    return new DemoSecrets(next(), next(), next(), next(), next(), next());
  }

  private static String next() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
