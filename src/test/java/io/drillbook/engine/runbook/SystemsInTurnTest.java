package io.drillbook.engine.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SystemsInTurnTest {
  private final List<ProtectionPlan> inForce = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final Duration each = Duration.ofSeconds(2);
  private Duration now = Duration.ZERO;
  private int looks;
  private final SystemsInTurn<String> turn =
      new SystemsInTurn<>(
          "turn",
          LoggerFactory.getLogger(SystemsInTurnTest.class),
          new Listed(),
          this::look,
          () -> now.toNanos());

  private String look(ProtectionPlan plan) {
    looks++;
    now = now.plus(each);
    if (broken.contains(plan.system())) {
      throw new IllegalStateException("the store does not answer");
    }
    return "seen " + plan.system();
  }

  @Test
  void whatFailsForOneSystemKeepsNoOtherFromBeingSeenAndShowsNothingOld() {
    inForce.add(PlanFixture.shop());
    turn.turn();
    assertThat(turn.of("shop")).contains("seen shop");
    broken.add("shop");
    rest();
    turn.turn();
    assertThat(turn.of("shop")).isEmpty();
  }

  @Test
  void aPlanThatWasTakenAwayIsSeenNoLonger() {
    inForce.add(PlanFixture.shop());
    turn.turn();
    inForce.clear();
    rest();
    turn.turn();
    assertThat(turn.of("shop")).isEmpty();
  }

  @Test
  void aRoundIsFollowedByARestNineTimesAsLong() {
    inForce.add(PlanFixture.shop());
    turn.turn();
    now = now.plus(each.multipliedBy(9)).minusNanos(1);
    turn.turn();
    assertThat(looks).isEqualTo(1);
    now = now.plusNanos(1);
    turn.turn();
    assertThat(looks).isEqualTo(2);
  }

  /** As where the database hangs: a figure that stands still looks as if all were well. */
  @Test
  void whatNobodyLookedAtForLongIsNotTold() {
    inForce.add(PlanFixture.shop());
    turn.turn();
    rest();
    now = now.plusMinutes(30);
    assertThat(turn.of("shop")).contains("seen shop");
    now = now.plusNanos(1);
    assertThat(turn.of("shop")).isEmpty();
  }

  private void rest() {
    now = now.plus(each.multipliedBy(9));
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
