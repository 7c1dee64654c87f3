package io.drillbook.delegates.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.engine.record.StepRecord;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.Stores;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a decision changes of the point and of how far its log is replayed. */
class ApplyDecisionDelegateTest {
  private static final String CHOSEN = "20261120T020000Z-4f2a9c";

  private final Stores stores = new Stores();
  private final Map<String, Object> variables = new HashMap<>();

  @AfterEach
  void closeStores() {
    stores.close();
  }

  @Test
  void noneRestoresTheVeryPointAsItIs() {
    decided("retry", " None ");
    assertThat(variables).containsEntry("point", CHOSEN).containsEntry("until", null);
  }

  @Test
  void aNameIsLookedForFromTheSamePointOn() {
    decided("retry", "name:before_release");
    assertThat(variables)
        .containsEntry("point", CHOSEN)
        .containsEntry("until", "name:before_release");
  }

  @Test
  void forAnotherTimeThePointIsChosenAnew() {
    decided("retry", "2026-11-19T02:00:00Z");
    assertThat(variables).containsEntry("point", null);
    decided("retry", "latest");
    assertThat(variables).containsEntry("point", null).containsEntry("until", "latest");
  }

  @Test
  void withoutAnotherGoalNothingChangesAndAnotherPointIsTaken() {
    decided("retry", "");
    assertThat(variables)
        .containsEntry("point", CHOSEN)
        .containsEntry("until", "2026-11-20T10:00:00Z");
    variables.put("decisionPoint", "p2");
    variables.put("decisionReason", "it is older");
    decided("other-point", "none");
    assertThat(variables).containsEntry("point", "p2").containsEntry("until", null);
  }

  private void decided(String decision, String until) {
    variables.put("point", CHOSEN);
    variables.put("until", "2026-11-20T10:00:00Z");
    variables.put("decision", decision);
    variables.put("decisionUntil", until);
    Clock clock = Clock.fixed(Bench.NOW, ZoneOffset.UTC);
    new ApplyDecisionDelegate(new StepRecord(stores.record, clock)).execute(execution());
    assertThat(variables).containsEntry("decisionUntil", null);
  }

  /** The engine's, as far as the step looks at it. */
  private DelegateExecution execution() {
    return (DelegateExecution)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DelegateExecution.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "getVariable" -> variables.get(given[0]);
                  case "setVariable" -> variables.put((String) given[0], given[1]);
                  case "getProcessBusinessKey" -> "incident-1";
                  case "getCurrentActivityId" -> "serviceTask_applyDecision";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
