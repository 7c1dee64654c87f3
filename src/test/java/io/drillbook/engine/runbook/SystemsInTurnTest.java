package io.drillbook.engine.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SystemsInTurnTest {
  private final List<ProtectionPlan> inForce = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final SystemsInTurn<String> turn =
      new SystemsInTurn<>(
          "turn", LoggerFactory.getLogger(SystemsInTurnTest.class), new Listed(), this::look);

  private String look(ProtectionPlan plan) {
    if (broken.contains(plan.system())) {
      throw new IllegalStateException("the store does not answer");
    }
    return "seen " + plan.system();
  }

  @Test
  void whatFailsForOneSystemKeepsNoOtherFromBeingSeenAndShowsNothingOld() {
    inForce.add(PlanFixture.shop());
    turn.round();
    assertThat(turn.of("shop")).contains("seen shop");
    broken.add("shop");
    turn.round();
    assertThat(turn.of("shop")).isEmpty();
  }

  @Test
  void aPlanThatWasTakenAwayIsSeenNoLonger() {
    inForce.add(PlanFixture.shop());
    turn.round();
    inForce.clear();
    turn.round();
    assertThat(turn.of("shop")).isEmpty();
  }

  private final class Listed implements Plans {
    @Override
    public ProtectionPlan plan(String system) {
      return inForce.get(0);
    }

    @Override
    public List<ProtectionPlan> all() {
      return List.copyOf(inForce);
    }

    @Override
    public List<String> problems() {
      return List.of();
    }

    @Override
    public void onChange(Consumer<ProtectionPlan> listener) {}
  }
}
