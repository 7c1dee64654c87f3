package io.drillbook.usecase.evidence;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.AnchorStore.Changed;
import io.drillbook.spi.store.ScheduleWatchStore;
import io.drillbook.spi.store.ScheduleWatchStore.Seen;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells people that records are no longer anchored, or that one was changed behind the program's
 * back. Whoever is named by several plans gets it once.
 */
public final class TellOfAnchors {
  private static final String OURS = "_evidence";
  private static final String FAILING = "anchor";
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofDays(1);

  private final Plans plans;
  private final ScheduleWatchStore memory;
  private final NotifyPeople people;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these ports. */
  public TellOfAnchors(
      Plans plans, ScheduleWatchStore memory, NotifyPeople people, UnitOfWork atOnce, Clock clock) {
    this.plans = plans;
    this.memory = memory;
    this.people = people;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /**
   * Tells once a day what has failed for an hour.
   *
   * @param failed by what; nothing where all is well, which makes the hour begin anew
   */
  public void failed(Map<String, Fault> failed) {
    atOnce.run(() -> judge(failed));
  }

  private void judge(Map<String, Fault> failed) {
    Instant now = clock.instant();
    Optional<Seen> before = memory.seen(OURS, FAILING).filter(it -> it.rule().equals("failing"));
    if (failed.isEmpty()) {
      before.ifPresent(it -> memory.save(seen("well", now, Optional.empty())));
      return;
    }
    Seen seen =
        before
            .filter(it -> !it.since().isAfter(now))
            .orElseGet(() -> seen("failing", now, Optional.empty()));
    boolean told = seen.toldOf().filter(at -> now.isBefore(at.plus(AGAIN))).isPresent();
    boolean tell = !told && !now.isBefore(seen.since().plus(PATIENCE));
    if (tell) {
      everybody(failing(failed, seen.since()), "anchor-failed");
    }
    memory.save(seen("failing", seen.since(), tell ? Optional.of(now) : seen.toldOf()));
  }

  private static Seen seen(String state, Instant since, Optional<Instant> told) {
    return new Seen(OURS, FAILING, state, since, told);
  }

  private static Notice failing(Map<String, Fault> failed, Instant since) {
    String reasons =
        failed.entrySet().stream()
            .map(it -> it.getKey() + ": " + it.getValue().getMessage())
            .collect(Collectors.joining("\n"));
    return new Notice(
        Set.of(Audience.OWNER, Audience.MANAGERS, Audience.ONCALL),
        "drillbook: records are NOT ANCHORED",
        """
        Since %s the heads of the records could not be anchored where they have to be:

        %s

        Until that works, who can write to the database could make a record anew without being
        found. Nothing is lost: every anchor is kept and stored once the vault takes it.

            drillbook vaults
        """
            .formatted(since, reasons));
  }

  /** Tells once of each record that is not what was anchored of it. */
  public void changed(List<Changed> changed) {
    atOnce.run(() -> changed.forEach(this::tell));
  }

  private void tell(Changed changed) {
    String key = "changed:" + changed.run();
    if (memory.seen(OURS, key).isPresent()) {
      return;
    }
    Instant now = clock.instant();
    memory.save(new Seen(OURS, key, "line " + changed.line(), now, Optional.of(now)));
    everybody(
        new Notice(
            Set.of(Audience.OWNER, Audience.MANAGERS),
            "drillbook: the record of " + changed.run() + " WAS CHANGED",
            """
            Line %d of the record of %s is not the one that was anchored, or not where the record
            says that it ends. The program never changes a line: somebody wrote to its database, or
            the database was put back to an older state.

            Keep the database as it is, compare it with a backup, and ask who could.

                drillbook evidence verify PACK --anchors VAULT
            """
                .formatted(changed.line(), changed.run())),
        "record-changed");
  }

  private void everybody(Notice notice, String event) {
    Set<String> told = new HashSet<>();
    for (ProtectionPlan plan : plans.all()) {
      Set<String> named = new HashSet<>(plan.audience().managers());
      named.addAll(plan.audience().oncall());
      named.add(plan.owner());
      if (!told.containsAll(named)) {
        people.run(plan, notice, About.event(event));
        told.addAll(named);
      }
    }
  }
}
