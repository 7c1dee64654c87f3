package io.drillbook.assembly;

import io.drillbook.config.DriverKinds;
import io.drillbook.config.PlanFolder;
import io.drillbook.config.PlanReader;
import io.drillbook.config.ServerReader;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.engine.path.FilePaths;
import io.drillbook.engine.path.OwnTable;
import io.drillbook.usecase.paper.PrintRunbook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Prints a runbook of a configuration folder, without a server. */
public final class PaperPlan {
  private static final List<String> FOLDERS =
      List.of("incident", "restore", "cutover", "shared", "backup", "drill");

  private PaperPlan() {}

  /**
   * The page.
   *
   * @param runbooks ids of models; empty for all of them
   * @param scenario what happened; empty for all there are
   * @throws Fault INPUT_INVALID where there is no such plan, runbook or scenario
   */
  public static String print(
      Path config, String system, List<String> runbooks, Optional<String> scenario, Clock clock) {
    Optional<Scenario> one = scenario.map(PaperPlan::scenario);
    ProtectionPlan plan = plan(config, system, clock);
    PrintRunbook printer = new PrintRunbook(PaperPlan::model, new FilePaths(table(config)));
    if (runbooks.isEmpty()) {
      return one.map(it -> printer.print(plan, it)).orElseGet(() -> printer.printAll(plan));
    }
    boolean all = runbooks.contains(PrintRunbook.INCIDENT) && one.isEmpty();
    List<Scenario> scenarios = all ? List.of(Scenario.values()) : one.stream().toList();
    return printer.print(plan, runbooks, scenarios);
  }

  private static Scenario scenario(String word) {
    return Scenario.of(word)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the scenario: '" + word + "'",
                    "See --help for the scenarios."));
  }

  private static byte[] table(Path config) {
    return new OwnTable(config)
        .require()
        .or(() -> resource("/processes/incident/choose-path.dmn"))
        .orElseThrow();
  }

  private static ProtectionPlan plan(Path config, String system, Clock clock) {
    DriverKinds kinds = Drivers.known(config);
    var server = new ServerReader(kinds).read(config);
    try (PlanFolder plans =
        new PlanFolder(config.resolve("plans"), new PlanReader(kinds, server.around(), clock))) {
      plans.refresh();
      return plans.plan(system);
    }
  }

  /** The file of a model that came with the program. */
  static Optional<byte[]> model(String id) {
    return FOLDERS.stream()
        .flatMap(folder -> resource("/processes/" + folder + "/" + id + ".bpmn").stream())
        .findFirst();
  }

  private static Optional<byte[]> resource(String path) {
    try (InputStream in = PaperPlan.class.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
