package io.drillbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import io.drillbook.config.ConfigurationCheck;
import io.drillbook.pipeline.OpenPgpKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class ExamplePlansTest {
  @TempDir Path folder;

  @Test
  void everyExampleIsAGoodPlan() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("docs/examples"), folder);
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (String name : List.of("ops", "escrow", "signer")) {
      var key = OpenPgpKeys.generate(name + "@example.com", new char[0], Clock.systemUTC());
      Files.writeString(keys.resolve(name + ".asc"), key.publicKey());
      Files.writeString(keys.resolve(name + ".private.asc"), key.privateKey());
    }
    ConfigurationCheck.Outcome outcome =
        new ConfigurationCheck(Drivers.known(folder), Clock.systemUTC()).check(folder);
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.systems())
        .containsExactlyInAnyOrder(
            "candle-shop", "cleaning", "module-hub", "nimbus-cms", "payload-cms");
  }
}
