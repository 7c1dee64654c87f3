package io.drillbook.engine.runbook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.store.RunModelStore;
import java.lang.reflect.Proxy;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.exception.NullValueException;
import org.junit.jupiter.api.Test;

/** A deployment that is gone costs one pack, and says so. */
class HistoricModelsTest {
  private static <T> T answering(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, values) -> {
              if (answer instanceof RuntimeException thrown) {
                throw thrown;
              }
              return answer;
            }));
  }

  @Test
  void aDeploymentThatIsGoneIsAFaultThatNamesTheRun() {
    ProcessEngine engine =
        answering(ProcessEngine.class, new NullValueException("no deployed process definition"));
    SystemActor actor = new SystemActor(answering(IdentityService.class, null));
    RunModelStore noted = answering(RunModelStore.class, List.of("run-drill:1:7"));
    assertThatThrownBy(() -> new HistoricModels(() -> engine, () -> actor, noted).of("drill-7"))
        .isInstanceOf(Fault.class)
        .hasMessage("unable to read the models that a run went by: 'drill-7'");
  }
}
