package io.drillbook.driver.fence.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.fence.FenceDriverContract;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fence by programs: a file stands for the lock on the old machine. */
class CommandFenceIT extends FenceDriverContract {
  @TempDir Path folder;

  @Override
  protected FenceDriver driver() {
    return new CommandFenceDriver(folder);
  }

  @Override
  protected Settings settings() {
    return with(Map.of());
  }

  @Override
  protected Settings unreachable() {
    return with(Map.of("inspect", List.of("sh", "-c", "exit 2")));
  }

  @Override
  protected Hold silence() {
    return Hold.GONE;
  }

  @Override
  protected boolean writes() {
    return !Files.exists(folder.resolve("locked"));
  }

  @Test
  void aProgramThatAcceptsTheOrderAndDoesNothingIsCaught() {
    assertFault(
        () -> driver().fence(with(Map.of("fence", List.of("true"))), List.of(), TestStep.first()),
        FaultCode.FENCE_FAILED);
  }

  @Test
  void aProgramThatCannotTellLeavesItUnknown() {
    Settings mute = with(Map.of("inspect", List.of("sh", "-c", "exit 7")));
    assertThat(driver().inspect(mute).hold()).isEqualTo(Hold.UNKNOWN);
    assertFault(() -> driver().fence(mute, List.of(), TestStep.first()), FaultCode.FENCE_UNKNOWN);
  }

  @Test
  void aFenceThatDoesNotComeOffIsSaid() {
    fence();
    assertFault(
        () -> driver().lift(with(Map.of("lift", List.of("true"))), TestStep.first()),
        FaultCode.FENCE_FAILED);
  }

  @Test
  void theProgramsLearnTheKeyOfTheirEffect() throws IOException {
    Settings keyed =
        with(
            Map.of(
                "fence",
                List.of("sh", "-c", "echo $DRILLBOOK_IDEMPOTENCY_KEY > locked"),
                "lift",
                List.of("sh", "-c", "echo $DRILLBOOK_IDEMPOTENCY_KEY > key; rm locked")));
    driver().fence(keyed, List.of(), new Keyed("run/step/fence"));
    assertThat(folder.resolve("locked")).hasContent("run/step/fence\n");
    driver().lift(keyed, new Keyed("run/step/lift"));
    assertThat(folder.resolve("key")).hasContent("run/step/lift\n");
  }

  private record Keyed(String key) implements StepContext {
    @Override
    public String runId() {
      return "run";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void progress(String subject, long done, long total) {
      // Nobody looks.
    }

    @Override
    public Cancellation cancellation() {
      return new Cancellation();
    }

    @Override
    public Optional<String> effectKey() {
      return Optional.of(key);
    }
  }

  private static Settings with(Map<String, Object> other) {
    Map<String, Object> values = new HashMap<>();
    values.put("fence", List.of("touch", "locked"));
    values.put("lift", List.of("rm", "locked"));
    values.put("inspect", List.of("sh", "-c", "test -e locked"));
    values.putAll(other);
    return new Settings(values);
  }
}
