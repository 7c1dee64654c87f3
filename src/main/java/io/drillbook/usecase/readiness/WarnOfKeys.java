package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.KeyWarningStore;
import io.drillbook.spi.store.KeyWarningStore.Warning;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells a system's people that a key of its plan ends soon: sixty, thirty and seven days before.
 */
public final class WarnOfKeys {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;

  private final ListKeys keys;
  private final Plans plans;
  private final KeyWarningStore warnings;
  private final NotifyPeople people;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these ports. */
  public WarnOfKeys(
      ListKeys keys,
      Plans plans,
      KeyWarningStore warnings,
      NotifyPeople people,
      UnitOfWork atOnce,
      Clock clock) {
    this.keys = keys;
    this.plans = plans;
    this.warnings = warnings;
    this.people = people;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /**
   * Writes what is due and was not written into the outbox; may be called as often as wanted.
   *
   * @return how many warnings were written
   */
  public int warn() {
    int sent = 0;
    for (KeyStatus key : keys.list()) {
      for (String system : key.neededBy()) {
        if (warn(plans.plan(system), key)) {
          sent++;
        }
      }
    }
    return sent;
  }

  private boolean warn(ProtectionPlan plan, KeyStatus key) {
    if (key.facts().flatMap(KeyFacts::expires).isEmpty() || key.expiry().warning().isEmpty()) {
      return false;
    }
    KeyFacts facts = key.facts().orElseThrow();
    Warning warning =
        new Warning(
            plan.system(),
            facts.fingerprint(),
            facts.expires().orElseThrow(),
            key.expiry().warning().orElseThrow());
    AtomicBoolean told = new AtomicBoolean();
    atOnce.run(
        () -> {
          if (warnings.claim(warning, clock.instant())) {
            Notice notice = notice(plan.system(), plan.zone(), key, facts);
            people.run(plan, notice, About.event("key-expires"));
            told.set(true);
          }
        });
    return told.get();
  }

  private static Notice notice(String system, ZoneId zone, KeyStatus key, KeyFacts facts) {
    String end = DAY.format(facts.expires().orElseThrow().atZone(zone));
    String what = key.expiry().inWords().orElseThrow();
    String effect =
        key.expiry().isOver()
            ? "No backup of " + system + " succeeds until it is replaced."
            : "From then on no backup of " + system + " succeeds.";
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        system + ": the key '" + key.name() + "' " + what,
        """
        The key '%s' (%s, %s) of %s %s, on %s.
        %s Recovery points that it encrypted or signed stay good.

        Extend it with gpg and export it again, or change to a new key:

            drillbook rotate-keys %s
        """
            .formatted(
                key.name(),
                facts.userId(),
                facts.fingerprint(),
                system,
                what,
                end,
                effect,
                system));
  }
}
