package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.cutover.InspectFence;
import io.drillbook.usecase.cutover.Observation;
import io.drillbook.usecase.cutover.Observation.Health;
import io.drillbook.usecase.cutover.ObserveService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ObserveServiceTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration PAUSE = Duration.ofMillis(10);

  @Test
  void aServiceThatAnswersIsHealthyAndMeasured() {
    Observation seen = observe(n -> true, rule(SHORT, 10));
    assertThat(seen.health()).isEqualTo(Health.HEALTHY);
    assertThat(seen.rounds()).isGreaterThan(2);
    assertThat(seen.errors()).isZero();
    assertThat(seen.p50()).isLessThanOrEqualTo(seen.p95());
    assertThat(seen.p95()).isLessThanOrEqualTo(seen.slowest());
    assertThat(seen.inWords()).contains("p50").contains("p95").contains("(0.0 %)");
  }

  @Test
  void aServiceThatIsDownEndsTheObservationAtOnce() {
    Observation seen = observe(n -> n < 2, rule(Duration.ofMinutes(5), 10));
    assertThat(seen.health()).isEqualTo(Health.UNHEALTHY);
    assertThat(seen.errors()).isEqualTo(3);
    assertThat(seen.inWords()).contains("3 of 5 answers failed").contains("down");
  }

  @Test
  void aProbeThatFlapsMoreThanThePlanAllowsIsIllByItsRate() {
    Observation seen = observe(n -> n % 2 == 0, rule(SHORT, 10));
    assertThat(seen.health()).isEqualTo(Health.UNHEALTHY);
    assertThat(seen.inWords()).contains("more errors than the 10 %");
  }

  @Test
  void aProbeThatFlapsWithinWhatThePlanAllowsIsHealthyWhateverTheLastAnswerWas() {
    Observation seen = observe(n -> n % 2 == 0, rule(SHORT, 60));
    assertThat(seen.health()).isEqualTo(Health.HEALTHY);
    assertThat(seen.inWords()).contains("last trouble");
  }

  @Test
  void aServiceThatIsSlowerThanThePlanAllowsIsIll() {
    ObserveRule rule = new ObserveRule(SHORT, true, PAUSE, 10, Optional.of(Duration.ofMillis(20)));
    Observation seen =
        observe(
            n -> {
              LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
              return true;
            },
            rule);
    assertThat(seen.health()).isEqualTo(Health.UNHEALTHY);
    assertThat(seen.p50()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    assertThat(seen.inWords()).contains("slower than the 20 ms");
  }

  @Test
  void aPlanWithoutAProbeObservesNothingAndSaysSo() {
    ProtectionPlan plan =
        SamplePlan.with(
            List.of(SamplePlan.step("http", "when", "restore"), SamplePlan.step("sql")),
            List.of(),
            SHORT);
    assertThat(
            service(check(n -> true), new MadeUpFence())
                .run(plan, "standby", Side.HOME, TestStep.first())
                .health())
        .isEqualTo(Health.NOT_OBSERVED);
  }

  @Test
  void aCancelledObservationEnds() {
    Cancellation cancellation = new Cancellation();
    CheckDriver cancelling =
        check(
            n -> {
              cancellation.cancel("a test");
              return true;
            });
    assertCode(
        () ->
            service(cancelling, new MadeUpFence())
                .run(
                    plan(rule(Duration.ofHours(1), 10)),
                    "standby",
                    Side.HOME,
                    new TestStep("r", 1, cancellation)),
        FaultCode.CANCELLED);
  }

  @Test
  void anOldPrimaryThatAcceptsWritesAgainEndsTheObservationAsSplitBrain() {
    MadeUpFence fence = new MadeUpFence();
    fence.hold = Hold.FENCED;
    CheckDriver opening =
        check(
            n -> {
              fence.hold = n < 3 ? Hold.FENCED : Hold.OPEN;
              return true;
            });
    ProtectionPlan plan =
        SamplePlan.failover(
            rule(Duration.ofHours(1), 10), List.of(SamplePlan.step("made-up")), List.of());
    assertCode(
        () -> service(opening, fence).run(plan, "standby", Side.HOME, TestStep.first()),
        FaultCode.SPLIT_BRAIN);
  }

  @Test
  void anOldPrimaryThatIsSilentIsNoSplitBrain() {
    MadeUpFence fence = new MadeUpFence();
    fence.hold = Hold.GONE;
    ProtectionPlan plan =
        SamplePlan.failover(rule(SHORT, 10), List.of(SamplePlan.step("made-up")), List.of());
    assertThat(
            service(check(n -> true), fence)
                .run(plan, "standby", Side.HOME, TestStep.first())
                .health())
        .isEqualTo(Health.HEALTHY);
  }

  private static Observation observe(IntPredicate passes, ObserveRule rule) {
    return service(check(passes), new MadeUpFence())
        .run(plan(rule), "standby", Side.HOME, TestStep.first());
  }

  private static ObserveService service(CheckDriver check, MadeUpFence fence) {
    return new ObserveService(
        new CheckDrivers(List.of(check)),
        new InspectFence(new FenceDrivers(List.of(fence))),
        Duration.ZERO);
  }

  private static ProtectionPlan plan(ObserveRule rule) {
    return SamplePlan.failover(rule, List.of(), List.of());
  }

  private static ObserveRule rule(Duration lasts, int maxErrorPercent) {
    return new ObserveRule(lasts, true, PAUSE, maxErrorPercent, Optional.empty());
  }

  private static void assertCode(Runnable call, FaultCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  private static CheckDriver check(IntPredicate passes) {
    return new CheckDriver() {
      private int calls;

      @Override
      public String kind() {
        return "http";
      }

      @Override
      public List<Setting> settings() {
        return List.of();
      }

      @Override
      public CheckResult run(Settings settings, Map<String, Settings> target, StepContext step) {
        int n = calls++;
        return new CheckResult(passes.test(n), "probe " + n, "seen");
      }
    };
  }
}
