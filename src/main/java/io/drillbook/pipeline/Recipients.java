package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.KeyFacts;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * The keys that will open a member: two or more, so that the loss of one loses nothing, unless it
 * is sealed for the keys that a plan names.
 */
public final class Recipients {
  private final List<PGPPublicKey> keys;
  private final List<KeyFacts> facts;

  Recipients(List<PGPPublicKey> keys, List<KeyFacts> facts) {
    this.keys = List.copyOf(keys);
    this.facts = List.copyOf(facts);
  }

  Recipients requireTwo(List<String> names) {
    long different = fingerprints().stream().distinct().count();
    if (different < 2 || different != names.size()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to encrypt to fewer than two different keys: '" + names + "'",
          "List two or more keys under 'encrypt-to'; keep the private half of one offline.");
    }
    return this;
  }

  /** What this server could open itself is not sealed. */
  static Fault openedHere(String name) {
    return new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to seal for a key whose private half is on this server: '" + name + "'",
        "Name a key under 'values-to' that has only its 'public' file in drillbook.yaml.");
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
