package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.spi.step.Cancellation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Asks every question of every check, side by side, each within a limit. */
public final class AskAll {
  private static final Logger LOG = System.getLogger(AskAll.class.getName());

  private final List<ReadinessCheck> checks;
  private final Duration limit;

  /**
   * Asks these.
   *
   * @param limit after which an answer counts as none
   */
  public AskAll(List<ReadinessCheck> checks, Duration limit) {
    this.checks = List.copyOf(checks);
    this.limit = limit;
  }

  /** Every answer, in the order of the checks. */
  public List<CheckFinding> ask(ProtectionPlan plan, Cancellation cancellation) {
    List<Question> questions = checks.stream().flatMap(it -> questions(it, plan)).toList();
    ExecutorService threads = Executors.newCachedThreadPool(AskAll::daemon);
    // Whoever hangs is left behind: a mount whose server is gone answers no interrupt either.
    cancellation.onCancel(threads::shutdownNow);
    try {
      List<CompletableFuture<CheckFinding>> answers = new ArrayList<>();
      for (Question question : questions) {
        answers.add(
            CompletableFuture.supplyAsync(() -> ask(question), threads)
                .completeOnTimeout(silent(question), limit.toMillis(), TimeUnit.MILLISECONDS));
      }
      List<CheckFinding> findings = answers.stream().map(CompletableFuture::join).toList();
      cancellation.check();
      return findings;
    } finally {
      threads.shutdownNow();
    }
  }

  private static java.util.stream.Stream<Question> questions(
      ReadinessCheck check, ProtectionPlan plan) {
    try {
      return check.questions(plan).stream();
    } catch (RuntimeException e) {
      return java.util.stream.Stream.of(
          new Question(
              "drillbook",
              check.getClass().getSimpleName(),
              () -> {
                throw e;
              }));
    }
  }

  private static CheckFinding ask(Question question) {
    try {
      return question.finding(question.ask().get());
    } catch (Fault e) {
      return CheckFinding.bad(question.subject(), question.what(), e);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, "Unable to check ''{0}: {1}''.", question.subject(), question.what());
      LOG.log(Level.ERROR, "It threw", e);
      return CheckFinding.bad(
          question.subject(),
          question.what(),
          "unable to look: '" + e.getClass().getSimpleName() + "'",
          "This is a defect of Drillbook; the server's log holds the details.");
    }
  }

  private CheckFinding silent(Question question) {
    return CheckFinding.bad(
        question.subject(),
        question.what(),
        "unable to get an answer within " + Durations.inWords(limit),
        "Whoever waits longer hangs: look at the network, a firewall that drops, a mount that is"
            + " gone.");
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "readiness");
    thread.setDaemon(true);
    return thread;
  }
}
