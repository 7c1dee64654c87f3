package io.drillbook.usecase.evidence;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.system.EvidenceRule;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SigningKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who signs evidence: the plan's signer, or where the plan is gone whoever drillbook.yaml names.
 */
final class Signers {
  private final KeyRing keys;
  private final EvidenceRule rule;

  Signers(KeyRing keys, EvidenceRule rule) {
    this.keys = keys;
    this.rule = rule;
  }

  /** Unlocks each key once, which takes a moment; to be thrown away after one export. */
  Unlocked once() {
    return new Unlocked();
  }

  /** Keys that are unlocked for one export. */
  final class Unlocked {
    private final Map<String, SigningKey> unlocked = new HashMap<>();

    private Unlocked() {}

    /** Who signs the pack of a run. */
    SigningKey of(String system, Optional<ProtectionPlan> plan) {
      return key(
          plan.map(it -> it.backup().signWith())
              .or(rule::signWith)
              .orElseThrow(() -> nobody(system)));
    }

    /** Who signs a period. */
    SigningKey ofPeriod(String system, Optional<ProtectionPlan> plan) {
      return key(
          rule.signWith()
              .or(() -> plan.map(it -> it.backup().signWith()))
              .orElseThrow(() -> nobody(system)));
    }

    private SigningKey key(String name) {
      return unlocked.computeIfAbsent(name, keys::signer);
    }
  }

  private static Fault nobody(String system) {
    return new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to tell who signs evidence, the plan is gone: '" + system + "'",
        "Put the plan back, or name a key by 'evidence.sign-with' of drillbook.yaml.");
  }
}
