package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.incident.Notice.Audience;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the messages that Drillbook sends: what is asked first, then what happened, then where to
 * look. Every time carries its zone, the plan's.
 */
public final class Notices {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH);

  private final String system;
  private final ZoneId zone;

  /** Messages about one system. */
  public Notices(ProtectionPlan plan) {
    this.system = plan.system();
    this.zone = plan.zone();
  }

  /** A backup left no recovery point. */
  public Notice backupFailed(Run run, Fault fault, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        system + ": BACKUP FAILED, look at it now",
        """
        The backup of %s that began %s left no recovery point.
        Older recovery points are untouched, but data written since then is not protected.

        %s
        HINT: %s

        Run:  %s
        Look: %s
        """
            .formatted(
                system, time(run.startedAt()), fault.getMessage(), fault.hint(), run.id(), link));
  }

  /**
   * A recovery point was sealed that is far smaller or larger than those before it.
   *
   * @param findings a line for each size that is not as expected
   */
  public Notice unusualSize(Run run, String findings, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        system + ": UNUSUAL SIZE of a recovery point, look at it today",
        """
        The backup of %s that began %s sealed a recovery point whose size is not as expected:

        %s
        The point is sealed and can be used. Is something missing from the source, or was much added?
        If the new size is right, nothing is to be done: it becomes the usual one.

        Run:  %s
        Look: %s
        """
            .formatted(system, time(run.startedAt()), findings, run.id(), link));
  }

  /** Backups had failed, and this one succeeded. */
  public Notice backupWorksAgain(Run run, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        system + ": backups work again",
        """
        The backup of %s that began %s sealed a recovery point; the one before had failed.

        Run:  %s
        Look: %s
        """
            .formatted(system, time(run.startedAt()), run.id(), link));
  }

  /**
   * Retention removed nothing, or not all.
   *
   * @param why the fault, the no of a person, or that nobody answered
   */
  public Notice expiryStopped(Run run, Fault why, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        system + ": expiry was stopped, look at it",
        """
        The expiry of %s that began %s did not go to its end. What a recovery needs is untouched;
        the vaults go on filling until the cause is gone.

        %s
        HINT: %s

        Run:  %s
        Look: %s
        """
            .formatted(
                system, time(run.startedAt()), why.getMessage(), why.hint(), run.id(), link));
  }

  /**
   * Retention was applied, but a vault keeps what should be gone.
   *
   * @param kept one line for each point and vault
   */
  public Notice expiryIncomplete(Run run, String kept, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        system + ": recovery points could not be removed everywhere",
        """
        The expiry of %s that began %s left these where they are; the next one tries again.

        %s
        Run:  %s
        Look: %s
        """
            .formatted(system, time(run.startedAt()), kept, run.id(), link));
  }

  /** A short step failed as often as it may be tried; nobody is asked, and nothing goes on. */
  public Notice stepIsStuck(Run run, String step, String why, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        system + ": RUN STANDS STILL, look at it now",
        """
        The %s of %s cannot go on: %s failed again and again.

        %s

        An administrator can try the step again in Cockpit once the cause is gone.

        Run:  %s
        Look: %s
        """
            .formatted(run.kind().id(), system, step, why, run.id(), link));
  }

  /**
   * The on-call engineers are waited for.
   *
   * @param what the task in words
   */
  public Notice taskWaits(Run run, String what, String taskLink) {
    return new Notice(
        Set.of(Audience.ONCALL),
        system + ": YOUR TURN, " + what,
        """
        The %s of %s waits for you: %s.

        Work it here: %s

        Run: %s, clock started %s
        """
            .formatted(run.kind().id(), system, what, taskLink, run.id(), time(run.detectedAt())));
  }

  /**
   * Somebody must decide.
   *
   * @param step the decision in words, such as "Approve cutover to standby"
   * @param expiresAt when silence counts as no
   * @param taskLink where to decide
   */
  public Notice approvalAwaited(
      Run run, String step, String askedBy, Instant expiresAt, String taskLink) {
    String what = step.replaceFirst("^Approve ", "");
    return new Notice(
        Set.of(Audience.MANAGERS, Audience.OWNER),
        system + ": APPROVE or REJECT " + what + " by " + CLOCK.format(expiresAt.atZone(zone)),
        """
        %s waits for your decision: %s.
        Asked by %s, who may not decide it.

        Decide here: %s

        Without an answer by %s it counts as NO.

        Run: %s, clock started %s%s
        """
            .formatted(
                system,
                what,
                askedBy,
                taskLink,
                time(expiresAt),
                run.id(),
                time(run.detectedAt()),
                run.rto().isZero() ? "" : ", RTO " + Durations.inWords(run.rto())));
  }

  /**
   * A share of the RTO is used up.
   *
   * @param percent 50, 80 or 100
   * @param doing the step that runs or waits now
   */
  public Notice rtoWarning(Run run, int percent, String doing, String link) {
    Instant due = run.detectedAt().plus(run.rto());
    Set<Audience> audience =
        percent >= 80 ? Set.of(Audience.ONCALL, Audience.MANAGERS) : Set.of(Audience.ONCALL);
    String subject =
        percent >= 100
            ? system + ": RTO MISSED, recovery goes on"
            : system + ": " + percent + " % of the RTO used, due " + CLOCK.format(due.atZone(zone));
    return new Notice(
        audience,
        subject,
        """
        The recovery of %s has used %d %% of its RTO of %s.
        Clock started: %s
        RTO ends:      %s
        Now:           %s

        Nothing was stopped: the recovery goes on.

        Run:  %s
        Look: %s
        """
            .formatted(
                system,
                percent,
                Durations.inWords(run.rto()),
                time(run.detectedAt()),
                time(due),
                doing,
                run.id(),
                link));
  }

  /** A rehearsal ended. */
  public Notice drillEnded(Run run, Verdict verdict, Duration took, String summary, String link) {
    String asked = verdict.isGood() ? ": drill " + verdict.id() : ": DRILL NOT GOOD, act on it";
    return new Notice(
        Set.of(Audience.OWNER, Audience.MANAGERS),
        system + asked + ", " + Durations.inWords(took) + " of " + Durations.inWords(run.rto()),
        ended("drill", run, verdict, took, summary, link));
  }

  /** An incident was closed. */
  public Notice incidentClosed(
      Run run, Verdict verdict, Duration took, String summary, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.MANAGERS, Audience.OWNER),
        system + ": incident closed, " + verdict.id() + ", " + Durations.inWords(took),
        ended("incident", run, verdict, took, summary, link));
  }

  private String ended(
      String what, Run run, Verdict verdict, Duration took, String summary, String link) {
    return """
    The %s of %s ended: %s.
    Clock started: %s
    Took:          %s of %s

    %s

    Run:  %s
    Look: %s
    """
        .formatted(
            what,
            system,
            verdict.id(),
            time(run.detectedAt()),
            Durations.inWords(took),
            Durations.inWords(run.rto()),
            summary,
            run.id(),
            link);
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }
}
