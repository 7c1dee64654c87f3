package io.drillbook.driver.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every kind of check must hold; a subclass brings what is checked. */
public abstract class CheckDriverContract {
  protected abstract CheckDriver driver();

  /** A check that holds. */
  protected abstract Settings good();

  /** The same check against something that is wrong. */
  protected abstract Settings bad();

  /** A check that the plan's author wrote wrongly. */
  protected abstract Settings nonsense();

  protected Map<String, Settings> target() {
    return Map.of();
  }

  protected CheckResult run(Settings settings) {
    return driver().run(settings, target(), TestStep.first());
  }

  @Test
  void aGoodThingPasses() {
    assertThat(run(good()).passed()).as(run(good()).detail()).isTrue();
  }

  @Test
  void aBadThingFailsAndTheResultSaysWhatWasExpectedAndSeen() {
    CheckResult result = run(bad());
    assertThat(result.passed()).isFalse();
    assertThat(result.check()).isNotBlank();
    assertThat(result.detail()).contains("expected").contains("found");
  }

  @Test
  void aCheckThatIsWrittenWronglyIsAFaultAndNotAFailedCheck() {
    assertThatThrownBy(() -> run(nonsense()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID));
  }

  @Test
  void aCancelledCheckDoesNotRun() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel("a test");
    assertThatThrownBy(() -> driver().run(good(), target(), new TestStep("run", 1, cancelled)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED));
  }

  @Test
  void everySettingThatIsUsedIsDeclared() {
    assertThat(driver().settings())
        .extracting(Setting::key)
        .containsAll(good().values().keySet())
        .contains("target", "when");
  }
}
