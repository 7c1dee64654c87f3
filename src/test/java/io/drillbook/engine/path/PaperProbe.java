package io.drillbook.engine.path;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.SystemActor;
import io.drillbook.usecase.paper.PrintRunbook;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.*;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.junit.jupiter.api.Test;

class PaperProbe {
  static Optional<byte[]> model(String id) {
    for (String f : List.of("incident", "restore", "cutover", "shared", "backup", "drill")) {
      try (InputStream in =
          PaperProbe.class.getResourceAsStream("/processes/" + f + "/" + id + ".bpmn")) {
        if (in != null) return Optional.of(in.readAllBytes());
      } catch (Exception e) {
        throw new RuntimeException(e);
      }
    }
    return Optional.empty();
  }

  @Test
  void cost() throws Exception {
    ProcessEngine engine =
        new StandaloneInMemProcessEngineConfiguration()
            .setHistory("none")
            .setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .setProcessEngineName("p")
            .buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("processes/incident/choose-path.dmn")
        .deploy();
    EnginePaths paths =
        new EnginePaths(
            engine.getRepositoryService(), new SystemActor(engine.getIdentityService()));
    List<ProtectionPlan> plans =
        IntStream.range(0, 500).mapToObj("s%03d"::formatted).map(PlanFixture::of).toList();
    var mx = ManagementFactory.getThreadMXBean();
    PrintRunbook shared = new PrintRunbook(PaperProbe::model, paths);
    long from = mx.getCurrentThreadCpuTime();
    long chars = 0;
    for (ProtectionPlan plan : plans) {
      chars +=
          (Boolean.getBoolean("probe.shared") ? shared : new PrintRunbook(PaperProbe::model, paths))
              .printAll(plan)
              .length();
    }
    System.out.println(
        "PROBE cpu ms " + (mx.getCurrentThreadCpuTime() - from) / 1000000 + " chars " + chars);
    engine.close();
  }
}
