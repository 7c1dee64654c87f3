package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.NotifyPeople.About;
import io.drillbook.usecase.readiness.FireSchedule.Firing;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells that due times were missed: one message for the whole stretch. Runs in the transaction that
 * writes the ledger.
 */
public final class TellOfMissed {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm zzz", Locale.ENGLISH);

  private final NotifyPeople people;
  private final URI server;

  /**
   * A use case over this outbox.
   *
   * @param server the address that links begin with
   */
  public TellOfMissed(NotifyPeople people, URI server) {
    this.people = people;
    this.server = server;
  }

  /**
   * Tells of what a firing found missed; nothing where it found nothing, or goes on catching up.
   */
  public void tell(ProtectionPlan plan, ScheduledWork work, Firing firing) {
    List<DueTime> missed =
        firing.rows().stream().filter(row -> row.outcome() == DueOutcome.MISSED).toList();
    // A look at readiness that was missed is made good at once, and tells by itself what is wrong.
    if (missed.isEmpty() || firing.goesOn() || work.kind() == RunKind.READINESS) {
      return;
    }
    int count = missed.size() + firing.waiting();
    Optional<String> run = firing.start().map(FireSchedule.Start::runId);
    Optional<String> link = run.map(id -> server.resolve("/runs/" + id).toString());
    ZoneId zone = plan.zone();
    Notice notice =
        new Notice(
            Set.of(Audience.ONCALL, Audience.OWNER),
            "%s: %s of the %s MISSED%s"
                .formatted(
                    plan.system(),
                    count == 1 ? "a due time" : count + " due times",
                    inWords(work.schedule()),
                    run.isPresent() ? ", being made good" : ""),
            """
            Nobody started the %s of %s when it was due: the server was down, or its watch stood still.

            Missed: %s%s, from %s to %s
            %s
            %s
            See:  drillbook schedules %s
            """
                .formatted(
                    inWords(work.schedule()),
                    plan.system(),
                    count == 1 ? "1 due time" : count + " due times",
                    firing.unlisted().isPresent() ? " and more that are not listed" : "",
                    time(missed.get(0).dueAt(), zone),
                    time(missed.get(missed.size() - 1).dueAt(), zone),
                    madeGood(work, firing),
                    link.map(it -> "Look: " + it).orElse(""),
                    plan.system()));
    people.run(plan, notice, new About(run, "schedule-missed", link));
  }

  private static String madeGood(ScheduledWork work, Firing firing) {
    if (firing.start().isEmpty()) {
      return work.catchUp() == CatchUp.NONE
          ? "The plan wants nothing made good (catch-up: none); the next due time runs."
          : "Nothing was started in their place; the next due time runs.";
    }
    return work.catchUp() == CatchUp.ALL
        ? "They are made good one after another (catch-up: all), beginning now."
        : "One run in place of all of them begins now (catch-up: one).";
  }

  /** A schedule as people say it. */
  static String inWords(String schedule) {
    return schedule.startsWith("drill:")
        ? "drill '" + schedule.substring("drill:".length()) + "'"
        : schedule;
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }
}
