package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.usecase.Stores;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnusualSizeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private static final StepRef STEP = new StepRef("serviceTask_notifyOfBackup", "Notify", "");
  private final Stores stores = new Stores();

  @BeforeEach
  void begin() {
    stores.backup("backup-1", NOW);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void anUsualBackupIsNoNews() {
    tell();
    assertThat(stores.told()).isEmpty();
  }

  @Test
  void anUnusualSizeIsTold() {
    fact(Map.of("source", "db", "bytes", "1048576", "usual", "104857600"));
    fact(Map.of("bytes", "2097152", "usual", "105906176"));
    tell();
    assertThat(stores.told())
        .singleElement()
        .asString()
        .contains(
            "oncall@example.com",
            "shop: UNUSUAL SIZE",
            "db: 1.00 MiB, usually 100.00 MiB\n",
            "the whole point: 2.00 MiB, usually 101.00 MiB\n",
            "http://127.0.0.1:8080/runs/backup-1");
  }

  @Test
  void anAttemptThatWasRepeatedIsToldOnce() {
    fact(Map.of("source", "db", "bytes", "1", "usual", "10"));
    fact(Map.of("source", "db", "bytes", "1", "usual", "10"));
    tell();
    assertThat(stores.told()).singleElement().asString().containsOnlyOnce("db: ");
  }

  private void fact(Map<String, String> details) {
    stores.record.appendNow(
        "backup-1", Entries.fact(NOW, STEP, "drillbook", Entries.UNUSUAL_SIZE, details));
  }

  private void tell() {
    new TellAboutRun(
            PlanFixture.plans(),
            stores.runs,
            stores.record,
            new NotifyPeople(stores.outbox, Clock.fixed(NOW, ZoneOffset.UTC)),
            URI.create("http://127.0.0.1:8080"),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .tell("backup-1", "backup-sealed", STEP);
  }
}
