package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.ProgressStore.Progress;
import io.drillbook.usecase.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowProgressTest {
  private static final String CAPTURE = "serviceTask_captureSource";
  private static final String SEAL = "serviceTask_sealRecoveryPoint";
  private static final Instant BEGAN = Instant.parse("2026-11-20T02:00:00Z");
  private static final Instant NOW = BEGAN.plusSeconds(11);
  private final Stores stores = new Stores();

  @BeforeEach
  void begin() {
    stores.backup("backup-now", BEGAN);
    began(CAPTURE, BEGAN.plusSeconds(1));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void nothingIsShownBeforeAStepSaysAnythingAndAfterTheEnd() {
    assertThat(show().show("backup-now")).isEmpty();
    assertThat(show().show("no-such-run")).isEmpty();
    reports(CAPTURE, "db.pgdump", 1000, -1);
    stores.runs.end("backup-now", NOW, Verdict.SUCCEEDED);
    assertThat(show().show("backup-now")).isEmpty();
  }

  @Test
  void theFirstBackupKnowsItsSpeedAndNoEnd() {
    reports(CAPTURE, "db.pgdump", 1000, -1);
    RunProgress progress = show().show("backup-now").orElseThrow();
    assertThat(progress.done()).isEqualTo(1000);
    assertThat(progress.perSecond()).isEqualTo(100.0);
    assertThat(progress.total()).isEmpty();
    assertThat(progress.left()).isEmpty();
  }

  @Test
  void aSourceIsTakenToBeAsLargeAsBeforeAndWhatHasNotBegunCountsToo() {
    sealed("before", 1500, 2500);
    reports(CAPTURE, "db.pgdump", 1000, -1);
    RunProgress progress = show().show("backup-now").orElseThrow();
    assertThat(progress.total()).hasValue(4000);
    assertThat(progress.left()).contains(Duration.ofSeconds(30));
  }

  @Test
  void aSourceThatHasGrownIsNeverMoreThanDone() {
    sealed("before", 500, 1000);
    reports(CAPTURE, "db.pgdump", 2000, -1);
    assertThat(show().show("backup-now").orElseThrow().total()).hasValue(3000);
  }

  @Test
  void theLastRunsSayHowLongTheRestTakes() {
    sealed("before", 1500, 2500);
    stores.goodBackup("backup-1", BEGAN.minusSeconds(7200), Duration.ofSeconds(200));
    stores.goodBackup("backup-2", BEGAN.minusSeconds(3600), Duration.ofSeconds(100));
    stores.goodBackup("backup-3", BEGAN.minusSeconds(1800), Duration.ofSeconds(90));
    reports(CAPTURE, "db.pgdump", 1000, -1);
    assertThat(show().show("backup-now").orElseThrow().left()).contains(Duration.ofSeconds(89));
  }

  @Test
  void theNewestStepCountsAlone() {
    sealed("before", 1500, 2500);
    reports(CAPTURE, "db.pgdump", 1500, -1);
    began(SEAL, BEGAN.plusSeconds(2));
    stores.progress.save(
        new Progress("backup-now", SEAL, "primary/db.pgdump", 1, 90, 100, NOW.plusSeconds(1)));
    RunProgress progress = show().show("backup-now").orElseThrow();
    assertThat(progress.step()).isEqualTo(SEAL);
    assertThat(progress.total()).hasValue(100);
    assertThat(progress.perSecond()).isEqualTo(9.0);
  }

  private ShowProgress show() {
    return new ShowProgress(
        stores.runs,
        stores.record,
        stores.progress,
        stores.catalog,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void began(String step, Instant at) {
    stores.record.appendNow(
        "backup-now",
        Entries.stepBegan(at, new StepRef(step, step, "db"), "drillbook", StepNature.AUTOMATED));
  }

  private void reports(String step, String subject, long done, long total) {
    stores.progress.save(new Progress("backup-now", step, subject, 1, done, total, NOW));
  }

  private void sealed(String point, long db, long media) {
    Instant at = BEGAN.minusSeconds(3600);
    stores.catalog.begin("shop", point, "backup-0", at);
    for (var source : Map.of("db.pgdump", db, "media.tar", media).entrySet()) {
      stores.catalog.saveCapture(
          "shop",
          point,
          new SourceCapture(source.getKey(), "made-up", at, Map.of(), Map.of()),
          List.of(
              new Member(
                  source.getKey(),
                  source.getKey(),
                  "raw",
                  1,
                  "0".repeat(64),
                  source.getValue(),
                  "1".repeat(64))));
    }
    stores.catalog.seal("shop", point, at, List.of("primary"));
  }
}
