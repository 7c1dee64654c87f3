package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.evidence.RunModel;
import io.drillbook.domain.evidence.SampleRecord;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Timeline;
import io.drillbook.pipeline.evidence.CheckPack;
import io.drillbook.web.evidence.PdfPaper;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Packs of large runs; the figures stand in the guide. */
@Tag("long")
class LargePacksTest {
  @TempDir Path home;
  private EvidenceBed bed;

  @BeforeEach
  void start() throws Exception {
    bed = new EvidenceBed(home);
    RunModel model =
        new RunModel(
            "recover-from-disaster",
            3,
            Files.readAllBytes(Path.of("processes/incident/recover-from-disaster.bpmn")));
    bed.models = List.of(model);
    bed.paper = new PdfPaper();
  }

  @AfterEach
  void close() {
    bed.close();
  }

  /** What others do on the machine at the time is not the pack's. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private int activities(List<RecordEntry> lines, Run run) {
    return Timeline.of(run, lines, bed.now).steps().size();
  }

  private Path measured(int lines, Duration most) throws Exception {
    Run run = SampleRecord.run();
    List<RecordEntry> record = SampleRecord.of(lines);
    bed.runs.start(run);
    bed.database.transaction.executeWithoutResult(
        status -> record.forEach(line -> bed.record.append(run.id(), line.entry())));
    bed.runs.end(run.id(), run.endedAt().orElseThrow(), run.verdict().orElseThrow());
    bed.sql(
        "update run set ended_at = (select max(happened_at) from record_entry where run_id = ?)",
        run.id());
    // The first print loads fonts and classes.
    bed.pack(run.id());
    long began = cpu();
    Map<String, byte[]> files = bed.export().export(run.id(), "anna");
    Duration took = Duration.ofNanos(cpu() - began);
    Path pack = Files.createDirectory(home.resolve("measured"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(pack.resolve(file.getKey()), file.getValue());
    }
    long checked = cpu();
    CheckPack.Outcome outcome = bed.check(pack, Optional.empty());
    LoggerFactory.getLogger(getClass())
        .warn(
            "{} activities, {} lines: {} ms of one core, checked in {} ms, PDF of {} KiB and {} pages",
            activities(record, run),
            record.size(),
            took.toMillis(),
            Duration.ofNanos(cpu() - checked).toMillis(),
            files.get("evidence.pdf").length / 1024,
            pages(pack));
    assertThat(outcome.findings()).isEmpty();
    assertThat(took).isLessThan(most);
    return pack;
  }

  private static int pages(Path pack) throws Exception {
    try (PDDocument document = Loader.loadPDF(pack.resolve("evidence.pdf").toFile())) {
      return document.getNumberOfPages();
    }
  }

  @Test
  void aRunOfFiveHundredActivitiesIsExportedInFiveSeconds() throws Exception {
    Path pack = measured(1_800, Duration.ofSeconds(5));
    assertThat(activities(SampleRecord.of(1_800), SampleRecord.run())).isBetween(500, 600);
    assertThat(pages(pack)).isLessThan(80);
  }

  @Test
  void aRunOfFiveThousandActivitiesIsExportedAndItsReportStaysReadable() throws Exception {
    Path pack = measured(18_000, Duration.ofMinutes(2));
    assertThat(activities(SampleRecord.of(18_000), SampleRecord.run())).isGreaterThan(5_000);
    assertThat(pages(pack)).isLessThan(80);
  }
}
