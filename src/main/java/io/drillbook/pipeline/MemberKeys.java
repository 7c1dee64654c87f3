package io.drillbook.pipeline;

import io.drillbook.domain.point.Member;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openpgp.PGPKeyPair;

/** Unlocked private keys that open members. Held for the length of one step, never stored. */
public final class MemberKeys {
  private final Map<Long, PGPKeyPair> byKeyId;
  private final Set<String> fingerprints;

  MemberKeys(Map<Long, PGPKeyPair> byKeyId, Set<String> fingerprints) {
    this.byKeyId = Map.copyOf(byKeyId);
    this.fingerprints = Set.copyOf(fingerprints);
  }

  /** No key at all: what is read back with it can be checked and never opened. */
  public static MemberKeys none() {
    return new MemberKeys(Map.of(), Set.of());
  }

  /** Whether one of them is a key that the member is sealed for; true where it is not sealed. */
  public boolean open(Member member) {
    return !member.isSealed() || member.recipients().stream().anyMatch(fingerprints::contains);
  }

  Optional<PGPKeyPair> find(long keyId) {
    return Optional.ofNullable(byKeyId.get(keyId));
  }
}
