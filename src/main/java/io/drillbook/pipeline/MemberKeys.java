package io.drillbook.pipeline;

import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPKeyPair;

/** Unlocked private keys that open members. Held for the length of one step, never stored. */
public final class MemberKeys {
  private final Map<Long, PGPKeyPair> byKeyId;

  MemberKeys(Map<Long, PGPKeyPair> byKeyId) {
    this.byKeyId = Map.copyOf(byKeyId);
  }

  /** No key at all: what is read back with it can be checked and never opened. */
  public static MemberKeys none() {
    return new MemberKeys(Map.of());
  }

  Optional<PGPKeyPair> find(long keyId) {
    return Optional.ofNullable(byKeyId.get(keyId));
  }
}
