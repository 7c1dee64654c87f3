package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.evidence.ChainDamage;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.system.EvidenceRule;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.pipeline.evidence.EvidenceLayout;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.evidence.ExportEvidence;
import io.drillbook.usecase.evidence.GatherSurroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who writes into the database behind the program's back gets no signature under it. */
class TamperedRecordTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T06:00:00Z"), ZoneId.of("UTC"));
  private static final List<String> TEXTS = List.of("step", "name", "actor", "outcome");
  private static final String FORGED_HASH = "f".repeat(64);

  @TempDir Path keys;
  private final TestDatabase database = TestDatabase.h2();
  private final JdbcClient jdbc = database.jdbc();
  private final JdbcRecordStore record = new JdbcRecordStore(database.dataSource, database.manager);
  private final JdbcRunStore runs = new JdbcRunStore(database.dataSource, database.manager);
  private KeyRing ring;
  private ExportEvidence export;
  private String run;
  private long lines;

  @BeforeEach
  void live() {
    GeneratedRun generated = new GeneratedRun(5, record, database.transaction);
    Run started = generated.run();
    run = started.id();
    runs.start(started);
    Instant end = generated.live();
    record.appendNow(run, Entries.runEnded(end, "drillbook", Verdict.FAILED));
    runs.end(run, end, Verdict.FAILED);
    lines = record.entries(run).size();
    ring = TestKeys.ring(keys, CLOCK);
    export = exporter(ring, record);
    // What the trigger of PostgreSQL refuses, H2 lets pass; who owns a database can drop a trigger.
    jdbc.sql("create table kept as select * from record_entry").update();
  }

  private ExportEvidence exporter(KeyRing ring, RecordStore record) {
    GatherSurroundings around =
        new GatherSurroundings(
            new JdbcCatalogStore(database.dataSource, database.manager),
            new JdbcFindingStore(database.dataSource, database.manager),
            new NoVaults(),
            ring,
            (cron, zone, after) -> Optional.empty(),
            "drillbook");
    return new ExportEvidence(
        runs,
        record,
        PlanFixture.plans(),
        id -> List.of(),
        ring,
        around,
        (evidence, models) -> new byte[0],
        EvidenceRule.NONE,
        CLOCK);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A place without a vault. */
  private static final class NoVaults implements Vaults {
    @Override
    public Vault vault(String name) {
      throw new Fault(FaultCode.INPUT_INVALID, "unable to find the vault: '" + name + "'", "None.");
    }

    @Override
    public List<String> names() {
      return List.of();
    }
  }

  /** Somebody enters a step right after the lines were read. */
  private record Growing(RecordStore kept, AtomicInteger times) implements RecordStore {
    @Override
    public void append(String runId, EntryDraft entry) {
      kept.append(runId, entry);
    }

    @Override
    public void appendNow(String runId, EntryDraft entry) {
      kept.appendNow(runId, entry);
    }

    @Override
    public List<RecordEntry> entries(String runId) {
      List<RecordEntry> lines = kept.entries(runId);
      if (times.getAndDecrement() > 0) {
        StepRef after = StepRef.wholeRun("After");
        appendNow(runId, Entries.fact(CLOCK.instant(), after, "ada", "noted", Map.of()));
      }
      return lines;
    }

    @Override
    public Optional<ChainHead> head(String runId) {
      return kept.head(runId);
    }
  }

  @Test
  void aRecordThatGrowsWhileItIsReadIsNotTakenForCut() {
    RecordStore growing = new Growing(record, new AtomicInteger(3));
    assertThat(exporter(ring, growing).export(run, "anna")).containsKey("evidence.json");
    assertThat(record.entries(run)).hasSize((int) lines + 3);
  }

  @Test
  void theUntouchedRunIsExported() {
    Map<String, byte[]> files = export.export(run, "anna");
    assertThat(files)
        .containsKeys(
            EvidenceLayout.EVIDENCE,
            EvidenceLayout.SIGNATURE,
            EvidenceLayout.TABLE,
            EvidenceLayout.SUMS,
            EvidenceLayout.README);
    assertThat(new String(files.get(EvidenceLayout.EVIDENCE), StandardCharsets.UTF_8))
        .contains(run, "\"verdict\" : \"failed\"");
  }

  @Test
  void thousandChangesOfTheTableAreFoundAndNamed() {
    Random random = new Random(41);
    for (int i = 0; i < 1_000; i++) {
      String told = tamper(random);
      ChainDamage found =
          ChainDamage.find(run, record.entries(run), record.head(run).orElseThrow(), true)
              .orElseThrow(() -> new AssertionError("not found: " + told));
      assertThat(found.what()).contains(told);
      if (i % 50 == 0) {
        assertThatThrownBy(() -> export.export(run, "anna"))
            .isInstanceOf(Fault.class)
            .hasMessageContaining("unable to export the evidence, ")
            .hasMessageContaining(told);
      }
      restore();
    }
    assertThat(export.export(run, "anna")).isNotEmpty();
  }

  /** Does one thing to the table and gives what must be said of it. */
  private String tamper(Random random) {
    long line = 1L + random.nextInt((int) lines);
    switch (random.nextInt(9)) {
      case 0 -> {
        sql("delete from record_entry where line = ?", line);
        return "record " + line + " is missing";
      }
      case 1 -> {
        sql("delete from record_entry where line >= ?", line);
        return "record " + line + " is missing";
      }
      case 2 -> {
        long other = line == lines ? 1 : line + 1;
        sql("update record_entry set line = -1 where line = ?", line);
        sql("update record_entry set line = ? where line = ?", line, other);
        sql("update record_entry set line = ? where line = -1", other);
        return "record " + Math.min(line, other) + " was changed";
      }
      case 3 -> {
        sql(
            "insert into record_entry (run_id, line, happened_at, kind, step, name, actor, attempt,"
                + " outcome, details, previous_hash, hash) select run_id, ?, happened_at, kind, step,"
                + " name, actor, attempt, outcome, details, previous_hash, hash from record_entry"
                + " where line = ?",
            lines + 1,
            line);
        return "record " + (lines + 1) + " was ";
      }
      case 4 -> sql("update record_entry set hash = ? where line = ?", FORGED_HASH, line);
      case 5 -> sql("update record_entry set previous_hash = ? where line = ?", FORGED_HASH, line);
      case 6 ->
          sql(
              "update record_entry set happened_at = dateadd(microsecond, 1, happened_at) where"
                  + " line = ?",
              line);
      case 7 -> sql("update record_entry set attempt = attempt + 1 where line = ?", line);
      default ->
          sql(
              "update record_entry set %1$s = %1$s || 'x' where line = ?"
                  .formatted(TEXTS.get(random.nextInt(TEXTS.size()))),
              line);
    }
    return "record " + line + " was changed";
  }

  private void restore() {
    sql("delete from record_entry");
    sql("insert into record_entry select * from kept");
  }

  private void sql(String statement, Object... values) {
    jdbc.sql(statement).params(values).update();
  }

  @Test
  void aRowThatCannotBeReadAnyLongerIsFound() {
    for (String change : List.of("kind = 'NOTHING'", "details = '{'")) {
      sql("update record_entry set " + change + " where line = 3");
      assertThatThrownBy(() -> export.export(run, "anna"))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("a record cannot be read");
      restore();
    }
  }

  @Test
  void aHeadThatWasTurnedBackIsFound() {
    long shorter = lines - 1;
    String hash = record.entries(run).get((int) shorter - 1).hash();
    sql("update record_head set line = ?, hash = ? where run_id = ?", shorter, hash, run);
    assertThatThrownBy(() -> export.export(run, "anna"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("record " + lines + " was added");
    sql("delete from record_entry where line = ?", lines);
    assertThatThrownBy(() -> export.export(run, "anna"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("how the run ended");
    sql("delete from record_head");
    assertThatThrownBy(() -> export.export(run, "anna")).isInstanceOf(Fault.class);
  }

  @Test
  void aVerdictThatIsNotTheRecordsIsFound() {
    sql("update run set verdict = 'SUCCEEDED' where id = ?", run);
    assertThatThrownBy(() -> export.export(run, "anna"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("the run says succeeded and its record failed");
  }

  @Test
  void aRunThatGoesOnHasNoEvidenceYet() {
    Run open = new GeneratedRun(6, record, database.transaction).run();
    runs.start(open);
    assertThatThrownBy(() -> export.export(open.id(), "anna"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED));
    assertThatThrownBy(() -> export.export("incident-none", "anna"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID));
  }
}
