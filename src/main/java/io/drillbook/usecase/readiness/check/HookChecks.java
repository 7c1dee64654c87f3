package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.CapturePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.process.ProgramPath;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs around the captures are there; they are not run. */
public final class HookChecks implements ReadinessCheck {
  private final Path folder;

  /**
   * A check.
   *
   * @param folder where programs run: the configuration's
   */
  public HookChecks(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    CapturePlan capture = plan.backup().capture();
    return Stream.concat(capture.before().stream(), capture.after().stream())
        .flatMap(hook -> Stream.of(hook.command(), hook.undo()))
        .filter(words -> !words.isEmpty())
        .map(words -> words.get(0))
        .distinct()
        .map(program -> new Question("program " + program, "is there", () -> ask(program)))
        .toList();
  }

  private Answer ask(String program) {
    try {
      ProgramPath.require(program, folder, System.getenv().getOrDefault("PATH", ""));
      return Question.good("it can be started");
    } catch (Fault e) {
      return Question.bad(e.getMessage(), e.hint());
    }
  }
}
