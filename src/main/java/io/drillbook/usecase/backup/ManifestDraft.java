package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.ManifestJson;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.Recipients;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.SigningKey;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CatalogStore.Captured;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Draws up and signs the manifest of captured members. */
final class ManifestDraft {
  private final KeyRing keys;
  private final CatalogStore catalog;
  private final Clock clock;
  private final String tool;

  ManifestDraft(KeyRing keys, CatalogStore catalog, Clock clock, String tool) {
    this.keys = keys;
    this.catalog = catalog;
    this.clock = clock;
    this.tool = tool;
  }

  /**
   * The manifest's text. Where an earlier attempt left an unsigned one that tells the very same,
   * its text is taken: two attempts that overlap must not mix the manifest of one with the
   * signature of the other.
   */
  String text(ProtectionPlan plan, String point, List<StoredPoint> places, VaultFailures failures) {
    Manifest fresh = manifest(plan, point);
    List<String> left = new ArrayList<>();
    for (StoredPoint place : places) {
      failures.attempt(
          place.vault(),
          () -> place.find(PointLayout.MANIFEST).filter(t -> same(fresh, t)).ifPresent(left::add));
    }
    return left.isEmpty() ? ManifestJson.write(fresh) : left.get(0);
  }

  SignedManifest sign(ProtectionPlan plan, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SigningKey signer = keys.signer(plan.backup().signWith());
    byte[] signature = signer.sign(bytes);
    keys.verify(plan.backup().signWith(), bytes, signature);
    return new SignedManifest(
        ManifestJson.read(text), text, new String(signature, StandardCharsets.US_ASCII));
  }

  /** Refuses a sealed point that does not hold what was captured now. */
  void requireSameMembers(String system, String point, Manifest sealed) {
    Set<Member> captured = new HashSet<>();
    catalog.captures(system, point).values().forEach(one -> captured.addAll(one.members()));
    if (!captured.isEmpty() && !captured.equals(Set.copyOf(sealed.members()))) {
      throw new Fault(
          FaultCode.OBJECT_EXISTS,
          "unable to seal the recovery point anew, it is sealed with other members: '"
              + point
              + "'",
          "The sealed one stays as it is; start a new backup.");
    }
  }

  private boolean same(Manifest fresh, String text) {
    try {
      Instant sealedAt = ManifestJson.read(text).sealedAt();
      return !sealedAt.isAfter(fresh.sealedAt())
          && ManifestJson.write(fresh.sealedAt(sealedAt)).equals(text);
    } catch (Fault e) {
      return false;
    }
  }

  private Manifest manifest(ProtectionPlan plan, String point) {
    Optional<CatalogPoint> known = catalog.find(plan.system(), point);
    Map<String, Captured> captures = catalog.captures(plan.system(), point);
    if (known.isEmpty()) {
      throw incomplete(point, "Nothing was captured for it here.");
    }
    List<MissingSource> missing = missing(plan, point, captures.keySet());
    List<SourceCapture> sources = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    for (String source :
        plan.restoreWaves().stream().flatMap(List::stream).filter(captures::containsKey).toList()) {
      sources.add(captures.get(source).capture());
      members.addAll(captures.get(source).members());
    }
    Recipients recipients = keys.recipients(plan.backup().encryptTo());
    KeyFacts signer = keys.facts(plan.backup().signWith(), KeyUse.SIGN);
    return new Manifest(
        ManifestJson.FORMAT_VERSION,
        plan.system(),
        point,
        known.get().startedAt(),
        clock.instant(),
        sources,
        members,
        recipients.fingerprints(),
        signer.fingerprint(),
        plan.digest(),
        tool,
        facts(recipients, members, signer),
        missing);
  }

  /** Of each key that opens something: whom members are sealed for need not be a recipient. */
  private List<KeyFacts> facts(Recipients recipients, List<Member> members, KeyFacts signer) {
    List<KeyFacts> facts = new ArrayList<>(recipients.facts());
    Set<String> others = new TreeSet<>();
    members.forEach(member -> others.addAll(member.recipients()));
    others.removeAll(recipients.fingerprints());
    if (!others.isEmpty()) {
      keys.named(others).forEach(name -> facts.add(keys.facts(name, KeyUse.ENCRYPT)));
    }
    facts.add(signer);
    return facts;
  }

  /**
   * What the point may be sealed without: by the plan in force, and only where its trouble is
   * known.
   */
  private List<MissingSource> missing(ProtectionPlan plan, String point, Set<String> captured) {
    Map<String, MissingSource> noted = catalog.missing(plan.system(), point);
    Set<String> absent = new TreeSet<>(plan.sources().keySet());
    absent.removeAll(captured);
    if (absent.size() == plan.sources().size()) {
      throw incomplete(point, "Not one source was captured.");
    }
    Set<String> needed = new TreeSet<>(absent);
    needed.removeIf(it -> noted.containsKey(it) && !plan.source(it).capture().required());
    if (!needed.isEmpty()) {
      throw incomplete(
          point,
          "Not captured are " + needed + ", without which the plan wants no recovery point.");
    }
    return absent.stream().map(noted::get).toList();
  }

  private static Fault incomplete(String point, String hint) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to seal the recovery point, sources are missing: '" + point + "'",
        hint);
  }
}
