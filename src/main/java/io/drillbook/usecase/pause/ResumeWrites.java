package io.drillbook.usecase.pause;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.pause.PauseWords;
import io.drillbook.spi.process.ProcessNote;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.OwedStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes good what programs did before the captures. Each is run until it succeeded once; one that
 * was interrupted runs again, so it must be repeatable.
 */
public final class ResumeWrites {
  private final OwedStore owed;
  private final HookProgram programs;
  private final Clock clock;
  private final HomeGuard home;

  /**
   * A use case over this store.
   *
   * @param folder where programs run: the configuration's
   * @param home whether they may run at home
   */
  public ResumeWrites(OwedStore owed, Path folder, Clock clock, HomeGuard home) {
    this.owed = owed;
    this.programs = new HookProgram(folder);
    this.clock = clock;
    this.home = home;
  }

  /**
   * Works off all that the run owes. One that fails does not keep the others from running.
   *
   * @throws Fault WRITES_PAUSED where something is still owed, also because the system is leaving
   *     its home or has left it; CANCELLED
   */
  public void resume(StepContext context, PauseLog log) {
    endLeft(context.runId());
    List<String> left = new ArrayList<>();
    Fault last = null;
    for (OwedProgram it : open(context.runId())) {
      try {
        requireHome(it);
        String output =
            programs.run(
                it.kind().name().toLowerCase(Locale.ROOT),
                it.command(),
                it.timeout(),
                it.system(),
                context,
                process -> owed.running(it.runId(), process));
        owed.settle(it, clock.instant());
        log.note(PauseWords.RESUMED, Map.of("program", it.inWords(), "output", output));
      } catch (Fault e) {
        if (e.code() == FaultCode.CANCELLED) {
          throw e;
        }
        last = e;
        left.add(it.inWords());
        owed.failed(it, e.getMessage());
        log.note(
            PauseWords.STILL,
            Map.of("program", it.inWords(), "reason", e.getMessage() + " " + e.hint()));
      }
    }
    if (last != null) {
      throw new Fault(
          FaultCode.WRITES_PAUSED,
          "unable to end the pause, so that writes may STILL BE PAUSED: '"
              + String.join("; ", left)
              + "'",
          last.getMessage() + " " + last.hint(),
          last);
    }
  }

  /**
   * A program that outlived its server would pause again what is undone here, and nobody would owe
   * anything for that.
   */
  private void endLeft(String runId) {
    for (OwedProgram it : open(runId)) {
      if (!ProcessNote.end(it.running())) {
        throw new Fault(
            FaultCode.WRITES_PAUSED,
            "unable to end a program of a pause that outlived its server, so that writes may STILL"
                + " BE PAUSED: '"
                + it.running()
                + "'",
            "End the process of that number by hand.");
      }
    }
  }

  /** A person made good by hand what is still owed. */
  public void settleByHand(String runId, String reason, PauseLog log) {
    for (OwedProgram it : open(runId)) {
      owed.settle(it, clock.instant());
      log.note(PauseWords.BY_HAND, Map.of("program", it.inWords(), "reason", reason));
    }
  }

  /** Asked before each: what was stopped may be what a fence keeps from running meanwhile. */
  private void requireHome(OwedProgram program) {
    home.left(program.system())
        .ifPresent(
            why -> {
              throw new Fault(
                  FaultCode.NOT_ALLOWED,
                  "unable to run a program at a home that is left: '" + program.inWords() + "'",
                  "It could undo the fence: "
                      + why
                      + ". Do by hand what is right now, or try again when the system is home.");
            });
  }

  private List<OwedProgram> open(String runId) {
    return owed.of(runId).stream().filter(OwedProgram::isOpen).toList();
  }
}
