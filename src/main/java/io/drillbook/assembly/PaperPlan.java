package io.drillbook.assembly;

import io.drillbook.config.DriverKinds;
import io.drillbook.config.PlanFolder;
import io.drillbook.config.PlanReader;
import io.drillbook.config.ServerReader;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
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
   * @throws Fault INPUT_INVALID where there is no such plan or scenario
   */
  public static String print(Path config, String system, String scenario, Clock clock) {
    Scenario one =
        Scenario.of(scenario)
            .orElseThrow(
                () ->
                    new Fault(
                        FaultCode.INPUT_INVALID,
                        "unable to find the scenario: '" + scenario + "'",
                        "See --help for the scenarios."));
    return new PrintRunbook(PaperPlan::model).print(plan(config, system, clock), one);
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

  private static Optional<byte[]> model(String id) {
    for (String folder : FOLDERS) {
      try (InputStream in =
          PaperPlan.class.getResourceAsStream("/processes/" + folder + "/" + id + ".bpmn")) {
        if (in != null) {
          return Optional.of(in.readAllBytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.empty();
  }
}
