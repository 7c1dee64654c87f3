package io.drillbook.usecase.readiness;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import io.drillbook.domain.readiness.KeyExpiry;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lists the keys: what each is for, and how long it can be used. Files are read anew each time. */
public final class ListKeys {
  private final KeyRing keys;
  private final Plans plans;
  private final Clock clock;

  /** A use case over these keys and plans. */
  public ListKeys(KeyRing keys, Plans plans, Clock clock) {
    this.keys = keys;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * Every key of drillbook.yaml, in the order of the file; one that cannot be read has no facts.
   */
  public List<KeyStatus> list() {
    return keys.names().stream().map(this::status).toList();
  }

  /** One key of drillbook.yaml. */
  public KeyStatus status(String name) {
    List<String> encryptsFor =
        systems(
            plan -> plan.backup().encryptTo().contains(name) || plan.sealingKeys().contains(name));
    List<String> signsFor = systems(plan -> plan.backup().signWith().equals(name));
    List<KeyFacts> read = new ArrayList<>();
    Optional<String> problem = Optional.empty();
    for (KeyUse use : uses(!encryptsFor.isEmpty(), !signsFor.isEmpty())) {
      try {
        read.add(keys.facts(name, use));
      } catch (Fault e) {
        problem = Optional.of(e.getMessage() + ". " + e.hint());
      }
    }
    boolean unused = encryptsFor.isEmpty() && signsFor.isEmpty();
    Optional<Instant> expires =
        read.stream().flatMap(facts -> facts.expires().stream()).min(Comparator.naturalOrder());
    return new KeyStatus(
        name,
        read.stream().findFirst(),
        encryptsFor,
        signsFor,
        systems(plan -> plan.backup().signedBefore().contains(name)),
        keys.opens(name),
        KeyExpiry.of(expires, clock.instant()),
        unused && !read.isEmpty() ? Optional.empty() : problem);
  }

  /** A key without a use is looked at for both: it may be good for one only. */
  private static List<KeyUse> uses(boolean encrypts, boolean signs) {
    return encrypts == signs
        ? List.of(KeyUse.ENCRYPT, KeyUse.SIGN)
        : List.of(encrypts ? KeyUse.ENCRYPT : KeyUse.SIGN);
  }

  private List<String> systems(Predicate<ProtectionPlan> uses) {
    return plans.all().stream().filter(uses).map(ProtectionPlan::system).toList();
  }
}
