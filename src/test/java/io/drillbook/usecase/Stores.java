package io.drillbook.usecase;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.Message;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.AuditStore;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.EffectStore;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.ForecastWarningStore;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.spi.store.PlanVersionStore;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.spi.store.ScheduleWatchStore;
import io.drillbook.spi.store.TargetStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.store.JdbcAuditStore;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.store.JdbcEffectStore;
import io.drillbook.store.JdbcFindingStore;
import io.drillbook.store.JdbcForecastWarningStore;
import io.drillbook.store.JdbcOutboxStore;
import io.drillbook.store.JdbcPlanVersionStore;
import io.drillbook.store.JdbcProgressStore;
import io.drillbook.store.JdbcRecordStore;
import io.drillbook.store.JdbcRunStore;
import io.drillbook.store.JdbcScheduleStore;
import io.drillbook.store.JdbcScheduleWatchStore;
import io.drillbook.store.JdbcTargetStore;
import io.drillbook.store.JdbcUnitOfWork;
import io.drillbook.store.MigratedSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The real stores over a database of their own. */
public final class Stores implements AutoCloseable {
  private final HikariDataSource database = new HikariDataSource();
  public final RunStore runs;
  public final RecordStore record;
  public final ProgressStore progress;
  public final CatalogStore catalog;
  public final EffectStore effects;
  public final OutboxStore outbox;
  public final UnitOfWork atOnce;
  public final ScheduleStore schedules;
  public final ScheduleWatchStore seen;
  public final FindingStore findings;
  public final ForecastWarningStore warnings;
  public final TargetStore targets;
  public final AuditStore audit;
  public final PlanVersionStore planVersions;

  public Stores() {
    database.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    MigratedSchema.copyTo(database);
    JdbcTransactionManager transactions = new JdbcTransactionManager(database);
    runs = new JdbcRunStore(database, transactions);
    record = new JdbcRecordStore(database, transactions);
    progress = new JdbcProgressStore(database, transactions);
    catalog = new JdbcCatalogStore(database, transactions);
    effects = new JdbcEffectStore(database, transactions);
    outbox = new JdbcOutboxStore(database, transactions);
    atOnce = new JdbcUnitOfWork(transactions);
    schedules = new JdbcScheduleStore(database, transactions);
    seen = new JdbcScheduleWatchStore(database, transactions);
    findings = new JdbcFindingStore(database, transactions);
    warnings = new JdbcForecastWarningStore(database, transactions);
    targets = new JdbcTargetStore(database, transactions);
    audit = new JdbcAuditStore(database);
    planVersions = new JdbcPlanVersionStore(database, transactions);
  }

  /** Every message of the outbox, the oldest first, with those whom it goes to. */
  public List<String> told() {
    Map<String, Set<String>> recipients = new LinkedHashMap<>();
    Map<String, Message> messages = new HashMap<>();
    List<Delivery> all = new ArrayList<>(outbox.newest(Optional.empty(), Optional.empty(), 1000));
    all.sort(Comparator.comparing((Delivery it) -> it.message().writtenAt()));
    for (Delivery it : all) {
      messages.put(it.message().notice(), it.message());
      recipients.computeIfAbsent(it.message().notice(), any -> new TreeSet<>()).add(it.recipient());
    }
    return recipients.entrySet().stream()
        .map(it -> it.getValue() + " " + inWords(messages.get(it.getKey())))
        .toList();
  }

  private static String inWords(Message message) {
    return message.subject() + "\n" + message.text();
  }

  /** Adds a backup run of the shop that began then. */
  public Run backup(String id, Instant startedAt) {
    Run run =
        new Run(
            id,
            RunKind.BACKUP,
            "shop",
            Optional.empty(),
            startedAt,
            startedAt,
            "olga",
            Duration.ZERO,
            false,
            "d".repeat(64),
            Optional.empty(),
            Optional.empty());
    runs.start(run);
    return run;
  }

  /** Adds one that ended well. */
  public void goodBackup(String id, Instant startedAt, Duration took) {
    backup(id, startedAt);
    runs.end(id, startedAt.plus(took), Verdict.SUCCEEDED);
  }

  @Override
  public void close() {
    if (!database.isClosed()) {
      // It would stay in this JVM's memory else.
      JdbcClient.create(database).sql("shutdown").update();
    }
    database.close();
  }
}
