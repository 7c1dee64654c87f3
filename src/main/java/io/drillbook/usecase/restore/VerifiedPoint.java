package io.drillbook.usecase.restore;

import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.EncryptedMembers;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.source.MemberReader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recovery point whose signature, and the checksums of some of its members, were found good just
 * now. Only {@link VerifyRecoveryPoint} makes one; it lives as long as the step that needs it.
 */
public final class VerifiedPoint {
  private final Manifest manifest;
  private final Map<Member, StoredPoint> places;
  private final MemberKeys keys;
  private final List<String> findings;

  VerifiedPoint(
      Manifest manifest, Map<Member, StoredPoint> places, MemberKeys keys, List<String> findings) {
    this.manifest = manifest;
    this.places = Map.copyOf(places);
    this.keys = keys;
    this.findings = List.copyOf(findings);
  }

  /** The signed manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** What was found wrong in vaults that were then passed over, for the record. */
  public List<String> findings() {
    return findings;
  }

  /** Names of the vaults that members will be read from. */
  public Set<String> vaults() {
    return places.values().stream()
        .map(StoredPoint::vault)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** Whether every member of the source was checked. */
  public boolean covers(String source) {
    List<Member> members = manifest.membersOf(source);
    return !members.isEmpty() && places.keySet().containsAll(members);
  }

  /** Opens checked members, from the vault where each was found good. */
  MemberReader reader() {
    return new EncryptedMembers(keys, member -> places.get(member).read(member));
  }
}
