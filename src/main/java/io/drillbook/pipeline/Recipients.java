package io.drillbook.pipeline;

import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;

/** The keys that will open a member: two or more, so that the loss of one loses nothing. */
public final class Recipients {
  private final List<PGPPublicKey> keys;
  private final List<String> fingerprints;

  Recipients(List<PGPPublicKey> keys, List<String> fingerprints) {
    this.keys = List.copyOf(keys);
    this.fingerprints = List.copyOf(fingerprints);
  }

  List<PGPPublicKey> keys() {
    return keys;
  }

  /** Fingerprints of the primary keys, as gpg shows them, without spaces. */
  public List<String> fingerprints() {
    return fingerprints;
  }
}
