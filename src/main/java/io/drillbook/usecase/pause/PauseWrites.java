package io.drillbook.usecase.pause;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.pause.OwedProgram.Kind;
import io.drillbook.domain.pause.PauseWords;
import io.drillbook.domain.plan.CapturePlan;
import io.drillbook.domain.plan.Hook;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.process.ProgramPath;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.OwedStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the programs of {@code backup.before}. What makes each good is owed before it runs, so that
 * it is made good whatever becomes of the run, its server or the plan.
 */
public final class PauseWrites {
  private final OwedStore owed;
  private final HookProgram programs;
  private final Path folder;
  private final String server;
  private final Clock clock;
  private final HomeGuard home;

  /**
   * A use case over this store.
   *
   * @param folder where programs run: the configuration's
   * @param server this server, process id and machine
   * @param home whether they may run at home
   */
  public PauseWrites(OwedStore owed, Path folder, String server, Clock clock, HomeGuard home) {
    this.owed = owed;
    this.programs = new HookProgram(folder);
    this.folder = folder;
    this.server = server;
    this.clock = clock;
    this.home = home;
  }

  /**
   * Runs them, in order; nothing where the plan has none.
   *
   * @param point for which recovery point: a run that takes another one pauses anew
   * @param liveAt where the system lives instead of at home: nothing is paused then, because an
   *     undo would start at home what a failover has fenced
   * @throws Fault NOT_ALLOWED where the system is being moved away from home; TOOL_MISSING before
   *     anything is paused, COMMAND_FAILED, CANCELLED; PAUSE_ENDED where an attempt before this one
   *     was interrupted
   */
  public void pause(
      ProtectionPlan plan,
      String point,
      Optional<String> liveAt,
      StepContext context,
      PauseLog log) {
    CapturePlan capture = plan.backup().capture();
    if (!capture.hasHooks()) {
      return;
    }
    if (liveAt.isPresent()) {
      log.note(PauseWords.ELSEWHERE, Map.of("because", "the system lives at " + liveAt.get()));
      return;
    }
    List<OwedProgram> before = owed.of(context.runId());
    if (before.stream().anyMatch(it -> it.isFor(point))) {
      owed.interrupt(context.runId());
      throw HoldPause.over(context.runId(), "its server was interrupted while it began");
    }
    requireHome(plan);
    requireAll(capture);
    Debt debt = new Debt(plan.system(), context.runId(), point, last(before));
    oweAfter(capture, debt);
    int left = capture.before().size();
    for (Hook hook : capture.before()) {
      if (!hook.undo().isEmpty()) {
        owed.owe(List.of(owed(debt, left, Kind.UNDO, hook.undo(), hook.timeout())));
      }
      left--;
      log.note(PauseWords.BEGINS, Map.of("program", String.join(" ", hook.command())));
      String output =
          programs.run(
              "before",
              hook.command(),
              hook.timeout(),
              plan.system(),
              context,
              process -> owed.running(context.runId(), process));
      log.note(
          PauseWords.HOLDS, Map.of("program", String.join(" ", hook.command()), "output", output));
    }
  }

  /** An undo that comes after the fence would start what the fence has closed. */
  private void requireHome(ProtectionPlan plan) {
    home.left(plan.system())
        .ifPresent(
            why -> {
              throw new Fault(
                  FaultCode.NOT_ALLOWED,
                  "unable to pause writes at a home that is being left: '" + plan.system() + "'",
                  "Its undo could undo the fence: " + why + ". Take the backup when that is over.");
            });
  }

  /** Owed from the beginning: they run when the captures are over, however that comes about. */
  private void oweAfter(CapturePlan capture, Debt debt) {
    List<OwedProgram> after = new ArrayList<>();
    int position = capture.before().size();
    for (Hook hook : capture.after()) {
      position++;
      after.add(owed(debt, position, Kind.AFTER, hook.command(), hook.timeout()));
    }
    owed.owe(after);
  }

  /**
   * Whose debt it is.
   *
   * @param from the last position that the run used before
   */
  private record Debt(String system, String runId, String point, int from) {}

  private static int last(List<OwedProgram> before) {
    return before.stream().mapToInt(OwedProgram::position).max().orElse(0);
  }

  private OwedProgram owed(
      Debt debt, int position, Kind kind, List<String> command, Duration timeout) {
    return new OwedProgram(
        debt.runId(),
        debt.from() + position,
        debt.point(),
        debt.system(),
        kind,
        command,
        timeout,
        server,
        clock.instant(),
        false,
        "",
        "",
        Optional.empty());
  }

  /** An undo that is not there would be missed only when production stands still already. */
  private void requireAll(CapturePlan capture) {
    Stream.concat(capture.before().stream(), capture.after().stream())
        .flatMap(hook -> Stream.of(hook.command(), hook.undo()))
        .filter(words -> !words.isEmpty())
        .forEach(
            words ->
                ProgramPath.require(
                    words.get(0), folder, System.getenv().getOrDefault("PATH", "")));
  }
}
