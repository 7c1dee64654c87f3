package io.drillbook.pipeline;

import io.drillbook.domain.point.KeyFacts;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;

/** The keys that will open a member: two or more, so that the loss of one loses nothing. */
public final class Recipients {
  private final List<PGPPublicKey> keys;
  private final List<KeyFacts> facts;

  Recipients(List<PGPPublicKey> keys, List<KeyFacts> facts) {
    this.keys = List.copyOf(keys);
    this.facts = List.copyOf(facts);
  }

  List<PGPPublicKey> keys() {
    return keys;
  }

  /** Fingerprints of the primary keys, as gpg shows them, without spaces. */
  public List<String> fingerprints() {
    return facts.stream().map(KeyFacts::fingerprint).sorted().toList();
  }

  /** What is known of each, in the order in which they were named. */
  public List<KeyFacts> facts() {
    return facts;
  }
}
