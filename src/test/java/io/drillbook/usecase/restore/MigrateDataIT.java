package io.drillbook.usecase.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.TestStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateDataIT {
  @TempDir Path folder;

  @Test
  void theCommandIsToldWhichPlaceToMigrateAndWhatItWritesHasNoSecret() {
    assertThat(migrate("sandbox", "$DRILLBOOK_TARGET $TARGET_DB_URL $TARGET_DB_PASSWORD"))
        .startsWith("sandbox postgresql://127.0.0.1:5434/shop_drill ")
        .doesNotContain("s3cret");
    assertThat(migrate("standby", "$DRILLBOOK_TARGET $TARGET_DB_URL"))
        .isEqualTo("standby postgresql://127.0.0.1:5433/shop");
  }

  private String migrate(String target, String shown) {
    return new MigrateData(
            new RunCommand(folder, Duration.ofMinutes(1)), reference -> Secret.of("s3cret"))
        .run(PlanFixture.shop(), target, List.of("sh", "-c", "echo " + shown), TestStep.first())
        .strip();
  }
}
