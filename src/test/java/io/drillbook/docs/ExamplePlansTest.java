package io.drillbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import io.drillbook.config.ConfigurationCheck;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ExamplePlansTest {
  private static final Path EXAMPLES = Path.of("docs/examples");

  @Test
  void everyExampleIsAGoodPlan() {
    ConfigurationCheck.Outcome outcome =
        new ConfigurationCheck(Drivers.known(EXAMPLES), Clock.systemUTC()).check(EXAMPLES);
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.systems())
        .containsExactlyInAnyOrder("candle-shop", "payload-cms", "module-hub");
  }
}
