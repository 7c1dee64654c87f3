package io.drillbook.store;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.RecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An incident that never was: a seeded sequence of everything that may happen to one, told to the
 * real record as the server tells it (with the engine's transaction, or at once), while what really
 * happened is kept apart. A crash takes what its transaction had not committed.
 */
final class GeneratedRun {
  private static final Instant DETECTED = Instant.parse("2026-11-21T02:00:00Z");
  private static final List<Choice> CHOICES =
      List.of(Choice.RETRY, Choice.RETRY, Choice.OTHER_POINT, Choice.SKIP, Choice.ABANDON);

  private final Random random;
  private final RecordStore record;
  private final TransactionTemplate transaction;
  private final String id;
  final Truth truth;
  private Instant now;
  private int tasks;

  GeneratedRun(long seed, RecordStore record, TransactionTemplate transaction) {
    this.random = new Random(seed);
    this.record = record;
    this.transaction = transaction;
    this.id = "incident-" + seed;
    this.truth = new Truth(DETECTED, Duration.ofMinutes(20L + random.nextInt(200)));
    this.now = DETECTED;
  }

  Run run() {
    return new Run(
        id,
        RunKind.INCIDENT,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        DETECTED,
        DETECTED,
        "ada",
        truth.rto,
        false,
        "digest",
        Optional.empty(),
        Optional.empty());
  }

  /** Lives through it, to the line before the last: the end and its verdict are the server's. */
  Instant live() {
    pass(600);
    commit(Entries.runStarted(run()));
    machine("gather");
    person("assess");
    while (!truth.over) {
      attemptRecovery();
    }
    if (truth.confirmedAt == null && random.nextInt(4) == 0) {
      commit(
          Entries.decision(
              now,
              step("override"),
              "ada",
              Choice.OVERRIDE,
              "the next step is taken all the same"));
      truth.overridden = true;
    }
    person("close");
    truth.endedAt = now;
    return now;
  }

  private void attemptRecovery() {
    for (String source : List.of("db", "media")) {
      if (machine("restore", source)) {
        Instant dataTime = DETECTED.minusSeconds(random.nextInt(5400));
        at(Entries.restored(now, step("restore", source), "w", source, "p", dataTime));
        truth.restored.put(source, dataTime);
      } else if (random.nextInt(3) == 0) {
        person("decide", Choice.SKIP);
        truth.skipped = true;
      } else {
        stuck();
        return;
      }
    }
    if (random.nextInt(5) == 0) {
      override();
    }
    if (random.nextInt(5) == 0) {
      person("approve", Choice.REJECT);
      stuck();
      return;
    }
    person("approve", Choice.APPROVE);
    if (!machine("switch")) {
      stuck();
      return;
    }
    at(Entries.serviceConfirmed(now, step("confirm"), "w", "GET /status"));
    truth.confirmedAt = now;
    if (machine("observe") && random.nextInt(4) > 0) {
      truth.over = true;
      return;
    }
    at(Entries.serviceWithdrawn(now, step("observe"), "w", "status 500"));
    truth.confirmedAt = null;
    machine("switch-back");
    stuck();
  }

  private void override() {
    commit(Entries.decision(now, step("override"), "ada", Choice.OVERRIDE, "it is not production"));
    truth.overridden = true;
  }

  private void stuck() {
    Choice choice = CHOICES.get(random.nextInt(CHOICES.size()));
    person("decide", choice);
    switch (choice) {
      case SKIP -> {
        truth.skipped = true;
        truth.over = true;
      }
      case ABANDON -> {
        truth.abandoned = true;
        truth.over = true;
      }
      default -> pass(5);
    }
  }

  private boolean machine(String step) {
    return machine(step, "");
  }

  /** A long step: tried until it holds or is given up; a crash leaves a try without its end. */
  private boolean machine(String name, String subject) {
    StepRef step = step(name, subject);
    while (random.nextInt(12) == 0) {
      crash(Entries.stepBegan(now, step, "engine", StepNature.AUTOMATED));
    }
    commit(Entries.stepBegan(now, step, "engine", StepNature.AUTOMATED));
    for (int attempt = 1; attempt <= 4; attempt++) {
      pass(3);
      at(Entries.attemptBegan(now, step, "w", attempt));
      pass(900);
      int fate = random.nextInt(10);
      if (fate > 3) {
        at(Entries.attemptEnded(now, step, "w", attempt, "done"));
        while (random.nextInt(12) == 0) {
          crash(Entries.stepEnded(now, step, "engine", ""));
        }
        commit(Entries.stepEnded(now, step, "engine", ""));
        return true;
      }
      if (fate > 1) {
        fail(step, attempt);
      } else {
        truth.lost.add(Truth.tryOf(step, attempt));
        pass(60);
        if (fate == 0) {
          int late = attempt;
          truth.late.add(() -> fail(step, late));
        }
      }
      if (random.nextInt(3) == 0) {
        truth.late.forEach(Runnable::run);
        truth.late.clear();
      }
    }
    commit(Entries.stepCancelled(now, step, "engine", "the model left the step"));
    return false;
  }

  private void fail(StepRef step, int attempt) {
    at(Entries.attemptFailed(now, step, "w", attempt, FaultCode.TARGET_UNREACHABLE, "no route"));
    truth.failed.add(Truth.tryOf(step, attempt));
  }

  private void person(String name) {
    person(name, null);
  }

  private void person(String name, Choice choice) {
    StepRef step = StepRef.of("userTask_" + name, name);
    commit(Entries.taskOpened(now, step, "oncall", "task-" + tasks++));
    pass(1200);
    if (random.nextBoolean()) {
      commit(Entries.taskClaimed(now, step, "ada"));
      pass(200);
    }
    if (random.nextInt(6) == 0) {
      at(Entries.refused(now, step, "mallory", "complete", "not a member"));
    }
    if (choice != null && random.nextInt(8) == 0) {
      // The answer is lost with its transaction; the person is asked again and answers the same.
      crash(Entries.decision(now, step, "ada", choice, "because"));
    }
    if (choice != null) {
      commit(Entries.decision(now, step, "ada", choice, "because"));
    }
    commit(Entries.taskCompleted(now, step, "ada", ""));
    if (random.nextInt(5) == 0) {
      StepRef pause = StepRef.of("event_pause", "Paused");
      commit(Entries.stepBegan(now, pause, "engine", StepNature.WAIT));
      pass(1800);
      commit(Entries.stepEnded(now, pause, "engine", ""));
    }
  }

  private void commit(EntryDraft line) {
    transaction.executeWithoutResult(status -> record.append(id, line));
  }

  private void at(EntryDraft line) {
    record.appendNow(id, line);
  }

  private void crash(EntryDraft line) {
    transaction.executeWithoutResult(
        status -> {
          record.append(id, line);
          status.setRollbackOnly();
        });
    pass(40);
  }

  private void pass(int mostSeconds) {
    now = now.plusMillis(random.nextInt(mostSeconds * 1000));
  }

  private static StepRef step(String name) {
    return step(name, "");
  }

  private static StepRef step(String name, String subject) {
    return new StepRef("serviceTask_" + name, name, subject);
  }

  /** All lines that the record now holds. */
  List<RecordEntry> lines() {
    return record.entries(id);
  }
}
