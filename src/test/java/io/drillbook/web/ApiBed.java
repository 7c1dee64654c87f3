package io.drillbook.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drillbook.config.CalendarCronTimes;
import io.drillbook.config.PlanFixture;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.path.PathWords;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.SecretsByScheme;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordReading;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.CopiesInMemory;
import io.drillbook.usecase.LogsInMemory;
import io.drillbook.usecase.MadeUpLogSource;
import io.drillbook.usecase.OwedInMemory;
import io.drillbook.usecase.ReadinessInMemory;
import io.drillbook.usecase.RetentionInMemory;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.backup.StartBackup;
import io.drillbook.usecase.backup.StartRotation;
import io.drillbook.usecase.board.ListSystems;
import io.drillbook.usecase.catalog.CheckCatalog;
import io.drillbook.usecase.catalog.RebuildCatalog;
import io.drillbook.usecase.catalog.WorkOnCatalog;
import io.drillbook.usecase.check.ListCopies;
import io.drillbook.usecase.check.StartCheck;
import io.drillbook.usecase.drill.StartDrill;
import io.drillbook.usecase.evidence.ReadRecord;
import io.drillbook.usecase.incident.DeclareIncident;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.ListRuns;
import io.drillbook.usecase.incident.ShowProgress;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.ProofOfDrills;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.readiness.StartReadinessCheck;
import io.drillbook.usecase.readiness.TakeFingerprint;
import io.drillbook.usecase.restore.ReplayedSources;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import io.drillbook.usecase.restore.StartRestore;
import io.drillbook.usecase.retention.HoldRecoveryPoint;
import io.drillbook.usecase.retention.PlanExpiry;
import io.drillbook.usecase.retention.RecallHolds;
import io.drillbook.usecase.retention.ShowPoints;
import io.drillbook.usecase.retention.StartExpiry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.mockito.Mockito;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The API's controllers over stores that the test fills, behind a real HTTP server. */
public final class ApiBed implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  public final List<Started> started = new ArrayList<>();
  public final Map<String, Run> runs = new java.util.TreeMap<>();
  public final Map<String, List<RecordEntry>> records = new java.util.TreeMap<>();
  public final List<CatalogPoint> points = new ArrayList<>();
  public final List<ProgressStore.Progress> progress = new ArrayList<>();
  public final ReadinessInMemory readinessStore = new ReadinessInMemory();
  public final CopiesInMemory copies = new CopiesInMemory();
  public String group = "oncall";
  public boolean loginWorks = true;
  final MockMvc mvc;
  private final HttpServer server;

  /** A run that was started. */
  public record Started(
      String process, String runId, Map<String, String> variables, String actor) {}

  public ApiBed() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Plans plans = PlanFixture.plans();
    RunIds ids = new RunIds(clock, new Random(1));
    io.drillbook.spi.runbook.Runbooks runbooks =
        (process, id, values, actor) -> started.add(new Started(process, id, values, actor));
    RunStore runStore = runStore();
    CatalogStore catalog = catalog();
    RecordStore recordStore = Mockito.mock(RecordStore.class);
    Mockito.when(recordStore.entries(Mockito.any()))
        .thenAnswer(call -> records.getOrDefault(call.getArgument(0), List.of()));
    ProgressStore progressStore = Mockito.mock(ProgressStore.class);
    Mockito.when(progressStore.of(Mockito.any())).thenAnswer(call -> progress);
    ProbeVaults vaults = TestVaults.oneThereOneMissing(plans, clock);
    ShowRun showRun = new ShowRun(runStore, recordStore, progressStore, plans, clock);
    ShowStatus status =
        new ShowStatus(
            plans,
            catalog,
            new SafeUntil(new LogsInMemory()),
            runStore,
            new CalendarCronTimes(),
            vaults,
            new ListCopies(catalog, copies, new RetentionInMemory(catalog), clock),
            new OwedInMemory(),
            clock);
    ShowReadiness readiness =
        new ShowReadiness(
            plans,
            readinessStore,
            new TakeFingerprint(
                () -> "models", () -> "program", new ListKeys(keys(), plans, clock)),
            new ProofOfDrills(runStore, recordStore, clock),
            clock);
    mvc =
        MockMvcBuilders.standaloneSetup(
                new StartController(
                    new StartBackup(plans, runbooks, ids),
                    startRestore(plans, catalog, runbooks, ids, clock),
                    new StartDrill(plans, runbooks, ids),
                    new DeclareIncident(plans, runStore, runbooks, ids, clock),
                    new StartCheck(plans, runbooks, ids)),
                new ShowController(
                    status,
                    showRun,
                    new ListRuns(runStore),
                    vaults,
                    new ShowProgress(runStore, recordStore, progressStore, catalog, clock),
                    readiness,
                    new ListSystems(plans, status, readiness, Mockito.mock(BoardStore.class))),
                new ReadinessController(readiness, new StartReadinessCheck(plans, runbooks, ids)),
                pointsController(plans, catalog, runStore, status, runbooks, ids, clock),
                new RotationController(new StartRotation(plans, runbooks, ids)),
                new ForecastController(
                    forecast(plans, runStore, recordStore, progressStore, catalog, clock)),
                new KeysController(new ListKeys(keys(), plans, clock)),
                new CatalogController(catalogWork(plans, catalog, clock)),
                new RecordController(new ReadRecord(reading()), showRun, json()),
                new DescriptionController())
            .setControllerAdvice(new FaultAdvice())
            .setMessageConverters(
                new ResourceHttpMessageConverter(), new MappingJackson2HttpMessageConverter(json()))
            .build();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectMapper json() {
    return Jackson2ObjectMapperBuilder.json()
        .featuresToDisable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build();
  }

  /** Run after run; the position is the place in that order. */
  private RecordReading reading() {
    return new RecordReading() {
      @Override
      public List<PlacedEntry> after(long position, int limit) {
        List<PlacedEntry> all = new ArrayList<>();
        records
            .values()
            .forEach(
                lines ->
                    lines.forEach(
                        line ->
                            all.add(
                                new PlacedEntry(
                                    all.size() + 1L,
                                    "shop",
                                    "drill",
                                    line,
                                    Optional.of(NOW),
                                    false))));
        return all.stream().skip(position).limit(limit).toList();
      }

      @Override
      public List<RecordEntry> ofRun(String runId, long number, int limit) {
        return records.getOrDefault(runId, List.of()).stream().skip(number).limit(limit).toList();
      }
    };
  }

  /** The shop's database keeps a log, its media do not. */
  private static StartRestore startRestore(
      Plans plans,
      CatalogStore catalog,
      io.drillbook.spi.runbook.Runbooks runbooks,
      RunIds ids,
      Clock clock) {
    ReplayedSources replayed =
        new ReplayedSources(
            new SourceDrivers(
                List.of(
                    new MadeUpLogSource("postgresql"),
                    new MadeUpLogSource("directory", false),
                    new MadeUpLogSource("files", false),
                    new MadeUpLogSource("command", false))));
    return new StartRestore(
        plans, new SelectRecoveryPoint(catalog, replayed), replayed, runbooks, ids, clock);
  }

  private static ForecastRecovery forecast(
      Plans plans,
      RunStore runs,
      RecordStore records,
      ProgressStore progress,
      CatalogStore catalog,
      Clock clock) {
    PathWords everything = new PathWords(List.of("all"), "standby", "no", true, "because");
    return new ForecastRecovery(
        plans,
        runs,
        records,
        catalog,
        new ShowProgress(runs, records, progress, catalog, clock),
        (plan, scenario, answer) -> RecoveryPath.of(plan, scenario, everything),
        clock);
  }

  private PointsController pointsController(
      Plans plans,
      CatalogStore catalog,
      RunStore runs,
      ShowStatus status,
      io.drillbook.spi.runbook.Runbooks runbooks,
      RunIds ids,
      Clock clock) {
    RetentionInMemory retention = new RetentionInMemory(catalog);
    KeyRing keys = KeyRing.open(List.of(), new SecretsByScheme(Map.of()), clock);
    Vaults vaults = new VaultsThatAreDown();
    RecallHolds recall = new RecallHolds(vaults, keys, retention);
    PlanExpiry expiry =
        new PlanExpiry(catalog, retention, runs, vaults, recall, new CalendarCronTimes(), clock);
    return new PointsController(
        new ShowPoints(plans, expiry, retention, clock),
        status,
        new StartExpiry(plans, runbooks, ids),
        new HoldRecoveryPoint(plans, catalog, retention, recall, ids, clock));
  }

  /** The three keys that the plan names: real ones, made now. */
  private static KeyRing keys() {
    try {
      return TestKeys.ring(Files.createTempDirectory("api-keys"), Clock.fixed(NOW, ZoneOffset.UTC));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds a line to a run's record. */
  public void line(String runId, io.drillbook.domain.record.EntryDraft entry) {
    List<RecordEntry> lines = records.computeIfAbsent(runId, id -> new ArrayList<>());
    lines.add(new RecordEntry(runId, lines.size() + 1L, entry, "0".repeat(64), "1".repeat(64)));
  }

  private RunStore runStore() {
    RunStore store = Mockito.mock(RunStore.class);
    Mockito.when(store.find(Mockito.any()))
        .thenAnswer(call -> Optional.ofNullable(runs.get(call.<String>getArgument(0))));
    Mockito.when(store.list(Mockito.any(), Mockito.any(), Mockito.anyBoolean(), Mockito.anyInt()))
        .thenAnswer(
            call ->
                runs.values().stream()
                    .filter(
                        run ->
                            call.<Optional<Object>>getArgument(1)
                                .map(run.kind()::equals)
                                .orElse(true))
                    .filter(run -> !call.<Boolean>getArgument(2) || run.endedAt().isEmpty())
                    .toList());
    return store;
  }

  private static WorkOnCatalog catalogWork(Plans plans, CatalogStore catalog, Clock clock) {
    Vaults none =
        new Vaults() {
          @Override
          public Vault vault(String name) {
            throw new IllegalArgumentException(name);
          }

          @Override
          public List<String> names() {
            return List.of();
          }
        };
    KeyRing keys = KeyRing.open(List.of(), reference -> Secret.of(""), clock);
    CheckCatalog check = new CheckCatalog(plans, catalog, none, keys);
    RecallHolds holds = new RecallHolds(none, keys, new RetentionInMemory(catalog));
    Plans nothing = Mockito.mock(Plans.class);
    return new WorkOnCatalog(check, new RebuildCatalog(check, nothing, holds, clock), clock);
  }

  private CatalogStore catalog() {
    CatalogStore store = Mockito.mock(CatalogStore.class);
    Mockito.when(store.points(Mockito.any())).thenAnswer(call -> points);
    Mockito.when(store.newestUsable(Mockito.any())).thenCallRealMethod();
    Mockito.when(store.find(Mockito.any(), Mockito.any()))
        .thenAnswer(
            call ->
                points.stream()
                    .filter(point -> point.point().equals(call.getArgument(1)))
                    .findFirst());
    return store;
  }

  private static final class VaultsThatAreDown implements Vaults {
    @Override
    public Vault vault(String name) {
      throw new Fault(FaultCode.VAULT_UNREACHABLE, "unable to reach: '" + name + "'", "Wait.");
    }

    @Override
    public List<String> names() {
      return List.of("primary");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      if (!loginWorks || exchange.getRequestHeaders().getFirst("Authorization") == null) {
        exchange.sendResponseHeaders(401, -1);
      } else if (path.equals("/api/v1/login")) {
        byte[] body =
            "{\"token\":\"t-123\",\"expiresAt\":\"2026-11-22T10:00:00Z\"}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } else {
        forward(exchange, path);
      }
    }
  }

  private void forward(HttpExchange exchange, String path) throws IOException {
    try {
      MockHttpServletResponse response =
          mvc.perform(
                  request(
                          HttpMethod.valueOf(exchange.getRequestMethod()),
                          java.net.URI.create(path))
                      .content(exchange.getRequestBody().readAllBytes())
                      .contentType("application/json")
                      .principal(() -> "olga")
                      .with(
                          it -> {
                            it.addUserRole(group);
                            it.setRemoteUser("olga");
                            return it;
                          }))
              .andReturn()
              .getResponse();
      byte[] body = response.getContentAsByteArray();
      exchange.sendResponseHeaders(response.getStatus(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      exchange.sendResponseHeaders(500, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
