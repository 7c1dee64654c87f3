package io.drillbook.driver.check.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.check.CheckDriverContract;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommandCheckIT extends CheckDriverContract {
  private static final String PASSWORD = "s3cret-of-the-test";
  private final CheckDriver driver =
      new CommandCheckDriver(reference -> Secret.of(PASSWORD), Path.of("/tmp"));

  @Override
  protected CheckDriver driver() {
    return driver;
  }

  @Override
  protected Settings good() {
    return command("true");
  }

  @Override
  protected Settings bad() {
    return command("sh", "-c", "echo it is broken; echo really >&2; exit 3");
  }

  @Override
  protected Settings nonsense() {
    return new Settings(Map.of("command", List.of()));
  }

  @Override
  protected Map<String, Settings> target() {
    return Map.of(
        "db",
        new Settings(
            Map.of(
                "url",
                "postgresql://127.0.0.1:5433/shop",
                "password",
                new SecretReference("environment", "X"))));
  }

  @Test
  void theExitCodeAndBothOutputsAreKept() {
    assertThat(run(bad()).detail()).contains("exit code 3", "it is broken", "really");
  }

  @Test
  void theTargetIsFoundInTheEnvironmentAndItsPasswordIsCovered() {
    CheckResult result = run(command("sh", "-c", "echo $TARGET_DB_URL $TARGET_DB_PASSWORD"));
    assertThat(result.detail())
        .contains("postgresql://127.0.0.1:5433/shop ******")
        .doesNotContain(PASSWORD);
  }

  @Test
  void aSecretIsCoveredEvenWhereTheOutputIsCutInIt() {
    String shell = "i=0; while [ $i -lt 400 ]; do echo $TARGET_DB_PASSWORD; i=$((i+1)); done";
    for (int padding = 0; padding < PASSWORD.length(); padding += 3) {
      String detail = run(command("sh", "-c", shell + "; printf '%" + padding + "s'")).detail();
      assertThat(detail.replace("******", "").replaceAll("(?s)^.*it wrote:", ""))
          .doesNotContain("test")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void onlyTheEndOfMuchOutputIsKept() {
    CheckResult result = run(command("sh", "-c", "yes line | head -n 100000; echo the end"));
    assertThat(result.detail()).endsWith("the end").hasSizeLessThan(5_000);
  }

  @Test
  void aProgramThatRunsTooLongIsKilledWithItsChildren() {
    Instant began = Instant.now();
    CheckResult result =
        run(
            new Settings(
                Map.of("command", List.of("sh", "-c", "sleep 61 & sleep 61"), "timeout", "1s")));
    assertThat(result.passed()).isFalse();
    assertThat(result.detail()).contains("killed");
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(it -> it.info().commandLine().orElse("").endsWith("sleep 61")))
        .isEmpty();
  }

  @Test
  void somethingLeftRunningDoesNotHoldTheCheck() {
    Instant began = Instant.now();
    assertThat(run(command("sh", "-c", "sleep 20 & exit 0")).passed()).isTrue();
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aProgramThatIsNotThereIsAFault() {
    assertThatThrownBy(() -> run(command("./no-such-program")))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING));
  }

  @Test
  void cancellingKillsTheProgram() {
    Cancellation cancellation = new Cancellation();
    var timer = Executors.newSingleThreadScheduledExecutor();
    var unused = timer.schedule(() -> cancellation.cancel("a test"), 500, TimeUnit.MILLISECONDS);
    Instant began = Instant.now();
    assertThatThrownBy(
            () ->
                driver.run(command("sleep", "60"), target(), new TestStep("run", 1, cancellation)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED));
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(15));
    timer.shutdownNow();
  }

  private static Settings command(String... words) {
    return new Settings(Map.of("command", List.of(words)));
  }
}
