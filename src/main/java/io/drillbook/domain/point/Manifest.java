package io.drillbook.domain.point;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a recovery point is; stored as {@code manifest.json} and signed. Contract section 6.
 *
 * @param formatVersion version of this layout, now 2
 * @param system the protected system
 * @param point the point's id, {@code 20261120T020000Z-4f2a9c}
 * @param startedAt when the backup began
 * @param sealedAt when the manifest was written
 * @param sources in an order in which they can be restored one after the other: each stands behind
 *     those that it waits for
 * @param recipients fingerprints of the keys that open the members
 * @param signer fingerprint of the key that signs the manifest
 * @param planDigest SHA-256 of the plan it was taken by
 * @param tool name and version of the program that wrote it
 * @param keys what is known of recipients and signer; empty in version 1
 * @param missing sources of the plan that a partial point does not hold
 */
public record Manifest(
    int formatVersion,
    String system,
    String point,
    Instant startedAt,
    Instant sealedAt,
    List<SourceCapture> sources,
    List<Member> members,
    List<String> recipients,
    String signer,
    String planDigest,
    String tool,
    List<KeyFacts> keys,
    List<MissingSource> missing) {
  public Manifest {
    sources = List.copyOf(sources);
    members = List.copyOf(members);
    recipients = List.copyOf(recipients);
    keys = List.copyOf(keys);
    missing = List.copyOf(missing);
  }

  /** A manifest of layout version 1, which tells nothing more about keys. */
  public Manifest(
      int formatVersion,
      String system,
      String point,
      Instant startedAt,
      Instant sealedAt,
      List<SourceCapture> sources,
      List<Member> members,
      List<String> recipients,
      String signer,
      String planDigest,
      String tool) {
    this(
        formatVersion,
        system,
        point,
        startedAt,
        sealedAt,
        sources,
        members,
        recipients,
        signer,
        planDigest,
        tool,
        List.of(),
        List.of());
  }

  /** The same, sealed at that time. */
  public Manifest sealedAt(Instant at) {
    return new Manifest(
        formatVersion,
        system,
        point,
        startedAt,
        at,
        sources,
        members,
        recipients,
        signer,
        planDigest,
        tool,
        keys,
        missing);
  }

  /**
   * Fingerprints of all keys that open something of it: recipients, and whom members are sealed
   * for.
   */
  public List<String> openers() {
    return Stream.concat(
            recipients.stream(), members.stream().flatMap(member -> member.recipients().stream()))
        .distinct()
        .toList();
  }

  /** The members of one source, in the order they were captured. */
  public List<Member> membersOf(String source) {
    return members.stream().filter(member -> member.source().equals(source)).toList();
  }
}
