package io.drillbook.driver.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import org.junit.jupiter.api.Test;

/** What every means of moving traffic must hold; a subclass brings real servers. */
public abstract class CutoverDriverContract {
  /** The driver under test. */
  protected abstract CutoverDriver driver();

  /** Settings of a cutover that can succeed. */
  protected abstract Settings settings();

  /** The same, with nobody behind the address that changes are sent to. */
  protected abstract Settings unreachable();

  /** Which place answers a user now: "before", "after" or "none". */
  protected abstract String whoAnswers();

  /** Makes the new place ill. */
  protected abstract void breakNewPlace() throws Exception;

  @Test
  void inspectingSaysBeforeAndChangesNothing() {
    assertThat(driver().inspect(settings()).place()).isEqualTo(Place.BEFORE);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void askingWhetherItCouldBeDoneChangesNothing() {
    driver().checkReach(settings());
    assertThat(driver().inspect(settings()).place()).isEqualTo(Place.BEFORE);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void switchingOverMovesTrafficAndSaysSo() {
    assertThat(driver().switchOver(settings(), TestStep.first()).place()).isEqualTo(Place.AFTER);
    assertThat(whoAnswers()).isEqualTo("after");
    assertThat(driver().inspect(settings()).place()).isEqualTo(Place.AFTER);
  }

  @Test
  void switchingOverTwiceIsTheSameAsOnce() {
    driver().switchOver(settings(), TestStep.first());
    assertThat(driver().switchOver(settings(), TestStep.first()).place()).isEqualTo(Place.AFTER);
    assertThat(whoAnswers()).isEqualTo("after");
  }

  @Test
  void switchingBackBringsTrafficHome() {
    driver().switchOver(settings(), TestStep.first());
    assertThat(driver().switchBack(settings(), TestStep.first()).place()).isEqualTo(Place.BEFORE);
    assertThat(whoAnswers()).isEqualTo("before");
    assertThat(driver().inspect(settings()).place()).isEqualTo(Place.BEFORE);
  }

  @Test
  void anIllNewPlaceIsRefusedAndTrafficStaysWhereItWas() throws Exception {
    breakNewPlace();
    assertFault(() -> driver().switchOver(settings(), TestStep.first()), FaultCode.CUTOVER_FAILED);
    assertThat(whoAnswers()).isEqualTo("before");
    assertThat(driver().inspect(settings()).place()).isEqualTo(Place.BEFORE);
  }

  @Test
  void aChangeThatCannotBeSentFailsAndTrafficStaysWhereItWas() {
    assertFault(
        () -> driver().switchOver(unreachable(), TestStep.first()), FaultCode.CUTOVER_FAILED);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void aCancelledStepMovesNothing() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel("a test");
    TestStep step = new TestStep("run", 1, cancelled);
    assertFault(() -> driver().switchOver(settings(), step), FaultCode.CANCELLED);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void everySettingThatIsUsedIsDeclared() {
    assertThat(driver().settings())
        .extracting(Setting::key)
        .containsAll(settings().values().keySet());
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
