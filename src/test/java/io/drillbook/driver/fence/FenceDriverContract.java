package io.drillbook.driver.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every fence must hold; a subclass brings real servers. */
public abstract class FenceDriverContract {
  /** The driver under test. */
  protected abstract FenceDriver driver();

  /** Settings of a fence that can succeed. */
  protected abstract Settings settings();

  /** Tries what an application does; whether it was let through. */
  protected abstract boolean writes();

  /** Settings with nobody behind the address, and what asking there shows. */
  protected abstract Settings unreachable();

  /** What {@link #unreachable} shows. */
  protected abstract Hold silence();

  @Test
  void inspectingSaysOpenAndChangesNothing() {
    assertThat(driver().inspect(settings()).hold()).isEqualTo(Hold.OPEN);
    assertThat(writes()).isTrue();
  }

  @Test
  void aFenceRefusesWritesAndSaysSo() {
    assertThat(fence()).isEqualTo(Hold.FENCED);
    assertThat(writes()).isFalse();
    assertThat(driver().inspect(settings()).hold()).isEqualTo(Hold.FENCED);
  }

  @Test
  void fencingTwiceIsTheSameAsOnce() {
    fence();
    assertThat(fence()).isEqualTo(Hold.FENCED);
    driver().lift(settings(), TestStep.first());
    assertThat(writes()).isTrue();
  }

  @Test
  void liftingLetsWritesThroughAgain() {
    fence();
    assertThat(driver().lift(settings(), TestStep.first()).hold()).isEqualTo(Hold.OPEN);
    assertThat(writes()).isTrue();
    assertThat(driver().inspect(settings()).hold()).isEqualTo(Hold.OPEN);
  }

  @Test
  void liftingWhereThereIsNoFenceChangesNothing() {
    assertThat(driver().lift(settings(), TestStep.first()).hold()).isEqualTo(Hold.OPEN);
    assertThat(writes()).isTrue();
  }

  @Test
  void silenceIsNeverCalledFenced() {
    assertThat(driver().inspect(unreachable()).hold()).isEqualTo(silence());
  }

  @Test
  void aCancelledStepFencesNothing() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel("a test");
    assertFault(
        () -> driver().fence(settings(), List.of(), new TestStep("run", 1, cancelled)),
        FaultCode.CANCELLED);
    assertThat(writes()).isTrue();
  }

  @Test
  void everySettingThatIsUsedIsDeclared() {
    assertThat(driver().settings())
        .extracting(Setting::key)
        .containsAll(settings().values().keySet())
        .contains("unreachable");
  }

  /** Fences and gives what the driver says. */
  protected final Hold fence() {
    return driver().fence(settings(), List.of(), TestStep.first()).hold();
  }

  /** Holds where the call ends in that fault, with a hint for a person. */
  protected static void assertFault(Runnable call, FaultCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
              assertThat(fault.hint()).isNotBlank();
              assertThat(fault.getMessage()).startsWith("unable to ").contains("'");
            });
  }
}
