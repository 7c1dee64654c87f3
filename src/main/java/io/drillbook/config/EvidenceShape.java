package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.domain.system.EvidenceRule;
import io.drillbook.domain.system.EvidenceRule.Anchors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The block {@code evidence} of {@code drillbook.yaml}: shape, rules and reading. */
final class EvidenceShape {
  static final String EVIDENCE = "evidence";
  private static final String ANCHOR = "anchor";
  private static final String VAULTS = "vaults";
  private static final String SCHEDULE = "schedule";
  private static final String SIGN_WITH = "sign-with";

  private EvidenceShape() {}

  static Block shape() {
    Block anchor =
        Block.of(
            optional(
                VAULTS,
                new Sequence(Leaves.NAME, 1),
                "Vaults that get each anchor; every one of 'vaults' if left out."),
            optional(
                SCHEDULE,
                Leaves.SCHEDULE_OR_OFF,
                "When the heads are anchored, five fields in UTC; "
                    + Anchors.SCHEDULE
                    + " if left out, 'off' for never."),
            optional(
                SIGN_WITH,
                Leaves.NAME,
                "The key that signs anchors; that of 'evidence' if left out, else the first plan's."));
    return Block.of(
        optional(
            SIGN_WITH,
            Leaves.NAME,
            "The key that signs periods, and packs of systems whose plan is gone."),
        optional(
            "retain",
            Leaves.DURATION,
            "How long evidence is to be kept, from the end of its run; said in each pack."),
        optional(ANCHOR, anchor, "Where the heads of the records are anchored outside."));
  }

  static void check(Located tree, Set<String> signers, Findings findings) {
    tree.at(EVIDENCE, SIGN_WITH).ifPresent(key -> signs(key, signers, findings));
    tree.at(EVIDENCE, ANCHOR, SIGN_WITH).ifPresent(key -> signs(key, signers, findings));
    Set<String> vaults = tree.entries("vaults").keySet();
    for (Located vault : tree.items(EVIDENCE, ANCHOR, VAULTS)) {
      if (!vaults.contains(vault.text())) {
        findings.add(
            vault.place(),
            "unable to find the vault: '" + vault.text() + "'",
            "Expected one of " + vaults + ".");
      }
    }
  }

  private static void signs(Located key, Set<String> signers, Findings findings) {
    if (!signers.contains(key.text())) {
      findings.add(
          key.place(),
          "unable to sign with the key: '" + key.text() + "'",
          "Expected a key that can sign, one of " + signers + ".");
    }
  }

  static EvidenceRule read(Located tree) {
    Optional<String> signWith = tree.leaf(String.class, EVIDENCE, SIGN_WITH);
    Located anchor = tree.at(EVIDENCE, ANCHOR).orElse(Located.nothing());
    List<String> named = anchor.texts(VAULTS);
    List<String> all = List.copyOf(tree.entries("vaults").keySet());
    Optional<String> schedule =
        Optional.of(anchor.leaf(String.class, SCHEDULE).orElse(Anchors.SCHEDULE))
            .filter(given -> !"off".equals(given));
    return new EvidenceRule(
        signWith,
        tree.leaf(Duration.class, EVIDENCE, "retain"),
        new Anchors(
            named.isEmpty() ? all : named,
            schedule,
            anchor.leaf(String.class, SIGN_WITH).or(() -> signWith)));
  }
}
