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

  Optional<PGPKeyPair> find(long keyId) {
    return Optional.ofNullable(byKeyId.get(keyId));
  }
}
