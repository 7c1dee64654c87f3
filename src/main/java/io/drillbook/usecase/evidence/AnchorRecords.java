package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.system.EvidenceRule.Anchors;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SigningKey;
import io.drillbook.pipeline.evidence.AnchorDocument;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.AnchorStore;
import io.drillbook.spi.store.AnchorStore.Document;
import io.drillbook.spi.store.AnchorStore.Grown;
import io.drillbook.spi.store.AnchorStore.Made;
import io.drillbook.spi.vault.Vaults;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes anchors of all records that are new or grew, and keeps them to be stored. An anchor without
 * a head is made as well: that one comes every day is what shows that none was taken away.
 */
public final class AnchorRecords {
  /** More heads make another anchor: each is read and signed in memory. */
  private static final int HEADS = 10_000;

  private final AnchorStore store;
  private final Plans plans;
  private final Vaults vaults;
  private final KeyRing keys;
  private final Anchors rule;
  private final String program;
  private final RandomGenerator random;
  private final Clock clock;

  /**
   * A use case over these ports.
   *
   * @param program name and version of this program
   */
  public AnchorRecords(
      AnchorStore store,
      Plans plans,
      Vaults vaults,
      KeyRing keys,
      Anchors rule,
      String program,
      RandomGenerator random,
      Clock clock) {
    this.store = store;
    this.plans = plans;
    this.vaults = vaults;
    this.keys = keys;
    this.rule = rule;
    this.program = program;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Makes them; nothing where there is neither a signer nor a plan yet. May be called by several
   * servers: of one number there is one anchor.
   *
   * @return how many were made
   * @throws Fault KEY_MISSING
   */
  public int anchor() {
    Optional<String> name = signer();
    if (name.isEmpty()) {
      return 0;
    }
    SigningKey signer = keys.signer(name.get());
    int made = 0;
    Grown grown = store.grown(HEADS);
    while (add(grown, signer)) {
      made++;
      if (grown.heads().size() < HEADS) {
        return made;
      }
      grown = store.grown(HEADS);
    }
    return made;
  }

  private Optional<String> signer() {
    return rule.signWith()
        .or(
            () ->
                plans.all().stream()
                    .map(ProtectionPlan::backup)
                    .map(ProtectionPlan.BackupPolicy::signWith)
                    .findFirst());
  }

  private boolean add(Grown grown, SigningKey signer) {
    Optional<Made> before = store.newest();
    Optional<Made> chained = before.filter(it -> !isBehind(it));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Anchor anchor =
        new Anchor(
            Anchor.FORMAT,
            chained.map(Made::chain).orElseGet(this::newChain),
            before.map(it -> it.number() + 1).orElse(1L),
            now,
            program,
            signer.fingerprint(),
            chained.map(Made::sha256),
            grown.heads());
    String text = AnchorDocument.write(anchor);
    String signature =
        new String(signer.sign(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    return store.add(
        anchor,
        grown.readTo(),
        AnchorDocument.digest(text),
        new Document(anchor.number(), anchor.key(), now, text, signature),
        rule.vaults());
  }

  /**
   * Whether a vault has anchors of this chain that the database has forgotten: it was put back to
   * an older state, and going on would look as if somebody had replaced them.
   */
  private boolean isBehind(Made newest) {
    return rule.vaults().stream().anyMatch(vault -> isBehind(vault, newest));
  }

  /** A vault that is away is asked again by the next anchor; storing this one says so loudly. */
  private boolean isBehind(String vault, Made newest) {
    String folder = Anchor.FOLDER + newest.chain() + "/";
    try {
      return vaults.vault(vault).list(folder).stream()
          .map(entry -> entry.key().substring(folder.length()))
          .anyMatch(name -> number(name) > newest.number());
    } catch (Fault e) {
      return false;
    }
  }

  private static long number(String name) {
    String digits = name.split("-", 2)[0];
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }

  private String newChain() {
    return "%016x".formatted(random.nextLong());
  }
}
