package io.drillbook.engine.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.junit.jupiter.api.Test;

class EngineDefaultsTest {
  private final StandaloneInMemProcessEngineConfiguration engine =
      new StandaloneInMemProcessEngineConfiguration();

  EngineDefaultsTest() {
    new EngineDefaults().preInit(engine);
  }

  @Test
  void anUncaughtErrorStopsARunInsteadOfEndingItAsCompleted() {
    assertThat(engine.isEnableExceptionsAfterUnhandledBpmnError()).isTrue();
  }

  @Test
  void nothingThatWasRecordedExpiresByItself() {
    assertThat(engine.isHistoryCleanupEnabled()).isFalse();
    assertThat(engine.isEnforceHistoryTimeToLive()).isTrue();
  }

  @Test
  void noExpressionOfAStoredQueryIsRun() {
    assertThat(engine.isEnableExpressionsInStoredQueries()).isFalse();
    assertThat(engine.isEnableExpressionsInAdhocQueries()).isFalse();
  }
}
