package io.drillbook.usecase.restore;

import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.EncryptedMembers;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.source.Earlier;
import io.drillbook.spi.source.MemberReader;
import java.io.InputStream;
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
  private final Map<String, List<Earlier>> earlier;
  private final MemberKeys keys;
  private final List<String> findings;

  /** With the captures that each source's own rests on; their members have places as well. */
  VerifiedPoint(
      Manifest manifest,
      Map<Member, StoredPoint> places,
      Map<String, List<Earlier>> earlier,
      MemberKeys keys,
      List<String> findings) {
    this.manifest = manifest;
    this.earlier = Map.copyOf(earlier);
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

  /** Names of the vaults that the point's own members will be read from. */
  public Set<String> vaults() {
    return manifest.members().stream()
        .filter(places::containsKey)
        .map(places::get)
        .map(StoredPoint::vault)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** Whether every member of the source was checked. */
  public boolean covers(String source) {
    List<Member> members = manifest.membersOf(source);
    return !members.isEmpty() && places.keySet().containsAll(members);
  }

  /** Opens checked members of a source, from the vault where each was found good. */
  MemberReader reader(String source) {
    MemberReader members = new EncryptedMembers(keys, member -> places.get(member).read(member));
    return new MemberReader() {
      @Override
      public InputStream open(Member member) {
        return members.open(member);
      }

      @Override
      public boolean opens(Member member) {
        return members.opens(member);
      }

      @Override
      public List<Earlier> earlier() {
        return earlier.getOrDefault(source, List.of());
      }
    };
  }
}
