package io.drillbook.store;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.evidence.RunModel;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.system.EvidenceRule;
import io.drillbook.domain.system.EvidenceRule.Anchors;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.pipeline.evidence.AnchorBook;
import io.drillbook.pipeline.evidence.AnchorDocument;
import io.drillbook.pipeline.evidence.AnchorFiles;
import io.drillbook.pipeline.evidence.CheckPack;
import io.drillbook.pipeline.evidence.CheckPeriod;
import io.drillbook.pipeline.evidence.PackFinding;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.evidence.AnchorRecords;
import io.drillbook.usecase.evidence.EvidencePaper;
import io.drillbook.usecase.evidence.ExportEvidence;
import io.drillbook.usecase.evidence.ExportPeriod;
import io.drillbook.usecase.evidence.GatherPeriod;
import io.drillbook.usecase.evidence.GatherSurroundings;
import io.drillbook.usecase.evidence.LookAfterAnchors;
import io.drillbook.usecase.evidence.PeriodSink;
import io.drillbook.usecase.evidence.StoreAnchors;
import io.drillbook.usecase.evidence.TellOfAnchors;
import io.drillbook.usecase.incident.NotifyPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with runs, two vaults, keys and a clock that the test moves. */
final class EvidenceBed implements AutoCloseable {
  static final List<String> SIGNERS = List.of("signer");

  final TestDatabase database = TestDatabase.h2();
  final JdbcClient jdbc = database.jdbc();
  final JdbcRecordStore record = new JdbcRecordStore(database.dataSource, database.manager);
  final JdbcRunStore runs = new JdbcRunStore(database.dataSource, database.manager);
  final JdbcFindingStore findings = new JdbcFindingStore(database.dataSource, database.manager);
  final JdbcScheduleStore ledger = new JdbcScheduleStore(database.dataSource, database.manager);
  final JdbcAnchorStore anchors = new JdbcAnchorStore(database.dataSource, database.manager);
  final Set<String> down = new HashSet<>();
  final KeyRing keys;
  final Path home;
  Plans plans = PlanFixture.plans();
  List<RunModel> models = List.of();
  EvidencePaper paper = (evidence, went) -> "%PDF".getBytes(StandardCharsets.UTF_8);
  EvidenceRule rule =
      new EvidenceRule(
          Optional.empty(),
          Optional.of(Duration.ofDays(3650)),
          new Anchors(List.of("primary", "offsite"), Optional.of("0 1 * * *"), Optional.empty()));
  Instant now = Instant.parse("2026-11-22T06:00:00Z");
  private final Random random = new Random(7);
  private final Map<String, Vault> vaults = new LinkedHashMap<>();

  EvidenceBed(Path home) throws IOException {
    this.home = home;
    keys = TestKeys.ring(Files.createDirectory(home.resolve("keys")), clock());
    for (String name : List.of("primary", "offsite")) {
      Path folder = Files.createDirectory(home.resolve(name));
      Settings settings = new Settings(Map.of("path", folder.toString()));
      vaults.put(name, new DirectoryVaultDriver().open(name, settings));
    }
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** Another vault than a folder, under that name. */
  void use(String name, Vault vault) {
    vaults.put(name, vault);
  }

  Vaults vaults() {
    return new Vaults() {
      @Override
      public Vault vault(String name) {
        if (down.contains(name)) {
          throw new Fault(
              FaultCode.VAULT_UNREACHABLE,
              "unable to reach the vault: '" + name + "'",
              "Mount it.");
        }
        return vaults.get(name);
      }

      @Override
      public List<String> names() {
        return List.copyOf(vaults.keySet());
      }
    };
  }

  /** A server without a plan. */
  void loseThePlan() {
    plans = new NoPlans();
  }

  private static final class NoPlans implements Plans {
    @Override
    public ProtectionPlan plan(String system) {
      throw new Fault(FaultCode.INPUT_INVALID, "unable to find a plan: '" + system + "'", "None.");
    }

    @Override
    public List<ProtectionPlan> all() {
      return List.of();
    }

    @Override
    public List<String> problems() {
      return List.of();
    }

    @Override
    public void onChange(java.util.function.Consumer<ProtectionPlan> listener) {
      // nothing changes
    }
  }

  /** An incident that began, and goes on. */
  GeneratedRun begun(long seed) {
    GeneratedRun generated = new GeneratedRun(seed, record, database.transaction);
    runs.start(generated.run());
    generated.live();
    return generated;
  }

  /** An incident that ended; its id. */
  String ended(long seed) {
    GeneratedRun generated = begun(seed);
    return end(generated);
  }

  String end(GeneratedRun generated) {
    String run = generated.run().id();
    Instant at = generated.truth.endedAt;
    record.appendNow(run, Entries.runEnded(at, "drillbook", Verdict.FAILED));
    runs.end(run, at, Verdict.FAILED);
    return run;
  }

  /** A line after the end, as deputies and reviews write them. */
  void grow(String run) {
    record.appendNow(run, Entries.fact(now, StepRef.wholeRun("After"), "ada", "noted", Map.of()));
  }

  LookAfterAnchors watch() {
    TellOfAnchors tell =
        new TellOfAnchors(
            plans,
            new JdbcScheduleWatchStore(database.dataSource, database.manager),
            new NotifyPeople(new JdbcOutboxStore(database.dataSource, database.manager), clock()),
            new JdbcUnitOfWork(database.manager),
            clock());
    return new LookAfterAnchors(
        anchors,
        new AnchorRecords(
            anchors, plans, vaults(), keys, rule.anchor(), "drillbook", random, clock()),
        new StoreAnchors(anchors, vaults(), rule.anchor().vaults(), clock()),
        tell,
        rule.anchor(),
        (cron, zone, after) -> new io.drillbook.config.CalendarCronTimes().next(cron, zone, after),
        clock());
  }

  /** An anchor in the first vault as the first of them were: it tells no end. */
  void anchorAsBefore(String run) throws IOException {
    ChainHead head = record.head(run).orElseThrow();
    Instant began = run(run).startedAt();
    Anchor.Head one =
        new Anchor.Head(run, "shop", began, true, Optional.empty(), head.number(), head.hash());
    Anchor anchor =
        new Anchor(Anchor.FORMAT, "old", 1, now, "drillbook", "?", Optional.empty(), List.of(one));
    String text = AnchorDocument.write(anchor).replace("\"endedAt\":null,", "");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = home.resolve("primary").resolve(anchor.key());
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Files.write(Path.of(file + Anchor.SIGNATURE), keys.signer("signer").sign(bytes));
  }

  List<String> told() {
    return jdbc.sql("select subject from notice order by written_at").query(String.class).list();
  }

  ExportEvidence export() {
    GatherSurroundings around =
        new GatherSurroundings(
            new JdbcCatalogStore(database.dataSource, database.manager),
            findings,
            vaults(),
            keys,
            (cron, zone, after) -> Optional.empty(),
            "drillbook");
    return new ExportEvidence(
        runs, record, plans, id -> models, keys, around, paper, rule, clock());
  }

  /** Exports a run into a new folder. */
  Path pack(String run) {
    try {
      Path folder = Files.createTempDirectory(home, "pack");
      for (Map.Entry<String, byte[]> file : export().export(run, "anna").entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AnchorBook book(String vault) {
    return AnchorBook.read(AnchorFiles.of(vaults.get(vault)), keys, SIGNERS);
  }

  CheckPack.Outcome check(Path pack, Optional<AnchorBook> book) {
    return new CheckPack(pack, keys, SIGNERS, book).check();
  }

  static String words(List<PackFinding> findings) {
    return findings.toString();
  }

  /** Exports a period into a new folder. */
  Path period(String from, String to) {
    try {
      Path folder = Files.createTempDirectory(home, "period");
      GatherPeriod gather = new GatherPeriod(runs, ledger, findings, "drillbook");
      new ExportPeriod(
              runs,
              plans,
              export(),
              gather,
              (period, some) -> "%PDF".getBytes(StandardCharsets.UTF_8),
              clock())
          .export(
              new ExportPeriod.Period("shop", LocalDate.parse(from), LocalDate.parse(to)),
              "anna",
              into(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PeriodSink into(Path folder) {
    return new PeriodSink() {
      @Override
      public void put(String name, byte[] content) {
        try {
          Path file = folder.resolve(name);
          Files.createDirectories(file.getParent());
          Files.write(file, content);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void put(String name, Path content) {
        try {
          Files.copy(content, folder.resolve(name));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  CheckPeriod.Outcome check(Path period) {
    return new CheckPeriod(period, keys, SIGNERS, Optional.empty()).check();
  }

  /**
   * What somebody can do who may write to the whole database and knows the rule: changes one line
   * and makes the chain anew from there, with its head.
   *
   * @param keep how many lines stay; the end of the run is always the last of them
   */
  void remake(String run, int line, UnaryOperator<EntryDraft> forge, int keep) {
    List<RecordEntry> lines = record.entries(run);
    sql("delete from record_entry where run_id = ?", run);
    sql("delete from record_head where run_id = ?", run);
    ChainHead head = ChainHead.empty();
    for (RecordEntry one : lines) {
      boolean stays = one.number() < keep || one.number() == lines.size();
      if (stays) {
        EntryDraft draft = one.number() == line ? forge.apply(one.entry()) : one.entry();
        RecordEntry made = RecordChain.next(run, head, draft);
        head = new ChainHead(made.number(), made.hash());
        record.appendNow(run, draft);
      }
    }
  }

  void sql(String statement, Object... values) {
    jdbc.sql(statement).params(values).update();
  }

  Run run(String id) {
    return runs.find(id).orElseThrow();
  }

  @Override
  public void close() {
    database.close();
  }
}
