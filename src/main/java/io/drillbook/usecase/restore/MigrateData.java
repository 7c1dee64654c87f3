package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.process.TargetEnvironment;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.StepContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings restored data up to the release, by the plan's command. */
public final class MigrateData {
  private final RunCommand commands;
  private final Secrets secrets;

  /** A use case over these commands and secrets. */
  public MigrateData(RunCommand commands, Secrets secrets) {
    this.commands = commands;
    this.secrets = secrets;
  }

  /**
   * Runs the command once. It finds the target's settings in its environment: one that took the
   * database from a file of its own would migrate production in every drill.
   *
   * @return the last lines it wrote, secrets covered
   * @throws Fault COMMAND_FAILED, TOOL_MISSING, CANCELLED
   */
  public String run(ProtectionPlan plan, String target, List<String> command, StepContext context) {
    TargetEnvironment place = TargetEnvironment.of(plan.target(target).sources(), secrets);
    Map<String, String> all = new HashMap<>(place.values());
    all.put("DRILLBOOK_RUN", context.runId());
    all.put("DRILLBOOK_SYSTEM", plan.system());
    all.put("DRILLBOOK_TARGET", target);
    return commands.run("migrate", command, all, place.secrets(), context);
  }
}
