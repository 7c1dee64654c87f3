package io.drillbook.domain.point;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one OpenPGP key, never its secret part; stands in each manifest, so that whoever
 * holds a recovery point can tell years later which key to look for.
 *
 * @param name its name in {@code drillbook.yaml}
 * @param use what it does for the point
 * @param fingerprint of the primary key, capital hexadecimal digits
 * @param userId the first valid one, such as {@code ops <ops@example.com>}; empty where there is
 *     none
 * @param algorithm of the part that is used, as gpg calls it: {@code rsa3072}, {@code cv25519}
 * @param created when the part that is used was made
 * @param expires when it can be used no longer, primary key and part taken together; empty for
 *     never
 * @param subkey fingerprint of the part that is used: the primary key itself or a subkey
 */
public record KeyFacts(
    String name,
    KeyUse use,
    String fingerprint,
    String userId,
    String algorithm,
    Instant created,
    Optional<Instant> expires,
    String subkey) {

  /** What a key does for a recovery point. */
  public enum KeyUse {
    /** Its private half opens the members. */
    ENCRYPT,
    /** It signs the manifest. */
    SIGN
  }
}
