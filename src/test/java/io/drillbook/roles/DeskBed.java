package io.drillbook.roles;

import io.drillbook.assembly.Drillbook;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Tally;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** A whole server that protects one folder, with runs that are on the record only. */
public final class DeskBed implements AutoCloseable {
  /** What a person could type anywhere. */
  public static final String EVIL = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>";

  /** What a spreadsheet would run. */
  static final String FORMULA = "=HYPERLINK(\"http://evil.example\";\"open\")";

  static final Instant DAY =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(40));
  static final String OPEN = "incident-20261001T101500Z-4f2a9c";
  static final String DRILL = "drill-20261001T040000Z-000001";
  static final String LATE = "drill-20261002T040000Z-000002";
  static final String APPROVAL = "approval-1";
  private static final ApprovalRule RULE =
      new ApprovalRule(
          "approvers",
          1,
          Optional.of("managers"),
          Optional.of(Duration.ofMinutes(10)),
          Optional.empty(),
          Optional.empty(),
          Duration.ofDays(90));

  private final Path home;
  private final ConfigurableApplicationContext server;
  private final HttpClient http = HttpClient.newHttpClient();

  public DeskBed() throws IOException {
    home = Files.createTempDirectory("desk-bed");
    Path config = Files.createDirectories(home.resolve("config/plans")).getParent();
    for (String folder : List.of("vault", "media", "sandbox")) {
      Files.createDirectories(home.resolve(folder));
    }
    Path keys = Files.createDirectories(config.resolve("keys"));
    for (String name : List.of("ops", "escrow", "signer")) {
      var key = OpenPgpKeys.generate(name, new char[0], Clock.systemUTC());
      Files.writeString(keys.resolve(name + ".asc"), key.publicKey());
      Files.writeString(keys.resolve(name + ".private.asc"), key.privateKey());
    }
    Files.writeString(config.resolve("drillbook.yaml"), serverYaml());
    writePlan("24h");
    server = Drillbook.serve(config, OptionalInt.of(0));
    writeRuns();
  }

  private String serverYaml() {
    return """
    server: { address: 127.0.0.1, port: 0 }
    database: { url: "jdbc:h2:file:./var/engine" }
    vaults: { primary: { kind: directory, path: %s/vault } }
    keys:
      ops:    { public: keys/ops.asc, private: keys/ops.private.asc }
      escrow: { public: keys/escrow.asc }
      signer: { public: keys/signer.asc, private: keys/signer.private.asc }
    """
        .formatted(home);
  }

  /** Writes the plan anew with this RPO. */
  void writePlan(String rpo) throws IOException {
    Files.writeString(
        home.resolve("config/plans/shop.yaml"),
        """
        # %3$s
        system: shop
        owner: owner@example.com
        zone: Europe/Berlin
        objectives: { rto: 4h, rpo: %1$s }
        sources:
          media: { kind: directory, path: %2$s/media }
        backup:
          schedule: "0 2 * * *"
          vaults: [primary]
          required: [primary]
          encrypt-to: [ops, escrow]
          sign-with: signer
        retention: { daily: 14, weekly: 12, monthly: 12, keep-at-least: 3 }
        targets:
          sandbox: { disposable: true, sources: { media: { path: %2$s/sandbox } } }
        drills:
          weekly: { schedule: "0 4 * * 0", target: sandbox, scenario: database-corruption }
        readiness: { schedule: off }
        """
            .formatted(rpo, home, EVIL));
  }

  void removePlan() throws IOException {
    Files.delete(home.resolve("config/plans/shop.yaml"));
  }

  private void writeRuns() {
    run(DRILL, RunKind.DRILL, "oncall", DAY, Duration.ofHours(1));
    restored(DRILL, DAY.plusSeconds(600), Duration.ofHours(2));
    end(DRILL, DAY.plusSeconds(900), Verdict.SUCCEEDED);
    Instant later = DAY.plus(Duration.ofDays(1));
    run(LATE, RunKind.DRILL, FORMULA, later, Duration.ofMinutes(5));
    restored(LATE, later.plusSeconds(600), Duration.ofHours(30));
    write(
        LATE,
        Entries.decision(
            later.plusSeconds(700),
            StepRef.of("userTask_decideHowToContinue", "Decide " + EVIL),
            "oncall",
            Choice.OVERRIDE,
            EVIL + " and 100%_sure \"really\""));
    end(LATE, later.plusSeconds(900), Verdict.OBJECTIVE_MISSED);
    Instant now = Instant.now();
    run(OPEN, RunKind.INCIDENT, "oncall", now, Duration.ofHours(4));
    StepRef step = StepRef.of(ApprovalLines.STEP, "Approve cutover to standby");
    write(
        OPEN,
        Entries.taskCompleted(
            now, StepRef.of("userTask_assessScope", "Assess scope"), "paul", ""));
    write(
        OPEN,
        ApprovalLines.withMembers(
            ApprovalLines.asked(
                now, step, "drillbook", APPROVAL, "standby", new ApprovalLines.Rule("cutover", RULE)),
            Map.of("approvers", List.of("approver", "paul"), "managers", List.of("manager"))));
    write(OPEN, ApprovalLines.called(now, step, "drillbook", APPROVAL, "managers"));
    writeApproval(later);
  }

  /** One that is over: asked before records told of members, refused by a person's words. */
  private void writeApproval(Instant at) {
    StepRef step = StepRef.of(ApprovalLines.STEP, "Approve overwrite to " + EVIL);
    String id = "approval-0";
    write(
        LATE,
        ApprovalLines.asked(
            at, step, "drillbook", id, EVIL, new ApprovalLines.Rule("overwrite", RULE)));
    write(
        LATE, ApprovalLines.vote(at.plusSeconds(9), step, "ann", Choice.REJECT, EVIL, id, 1));
    Tally tally = new Tally(ApprovalState.REFUSED, 1, List.of(), List.of());
    write(LATE, ApprovalLines.ended(at.plusSeconds(9), step, "drillbook", id, tally));
  }

  private void run(String id, RunKind kind, String by, Instant at, Duration rto) {
    Run run =
        new Run(
            id,
            kind,
            "shop",
            Optional.of(Scenario.DATABASE_CORRUPTION),
            at,
            at,
            by,
            rto,
            false,
            "0".repeat(64),
            Optional.empty(),
            Optional.empty());
    bean(RunStore.class).start(run);
    write(id, Entries.runStarted(run));
    write(
        id,
        AllowedLoss.line(
            at, "drillbook", bean(Plans.class).plan("shop"), Optional.empty()));
  }

  private void restored(String run, Instant at, Duration lost) {
    StepRef step = StepRef.of("serviceTask_restoreSource", "Restore source");
    write(
        run,
        Entries.restored(
            at,
            step,
            "worker",
            "media",
            "20260930T020000Z-4f2a9c",
            bean(RunStore.class).find(run).orElseThrow().detectedAt().minus(lost)));
    write(run, Entries.serviceConfirmed(at, step, "worker", "checks held"));
  }

  private void end(String run, Instant at, Verdict verdict) {
    write(run, Entries.runEnded(at, "drillbook", verdict));
    bean(RunStore.class).end(run, at, verdict);
  }

  void write(String run, EntryDraft line) {
    bean(RecordStore.class).appendNow(run, line);
  }

  Path home() {
    return home;
  }

  <T> T bean(Class<T> type) {
    return server.getBean(type);
  }

  ConfigurableApplicationContext context() {
    return server;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(bean(DataSource.class));
  }

  public String address() {
    return "http://127.0.0.1:"
        + ((ServletWebServerApplicationContext) server).getWebServer().getPort();
  }

  /** The password of the one-time user of that name. */
  public String password(String user) {
    try {
      for (String line : Files.readAllLines(home.resolve("var/first-login.txt"))) {
        String[] words = line.split("\\s+", 3);
        if (words[0].equals(user)) {
          return words[2];
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw new IllegalArgumentException("no such user: " + user);
  }

  /** An answer. */
  record Answer(int status, String type, String body) {}

  /** Asks as somebody, or as nobody where the name is empty. */
  Answer ask(String user, String method, String path, String body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    if (!user.isEmpty()) {
      byte[] pair = (user + ":" + password(user)).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofInputStream());
      String is = answer.headers().firstValue("Content-Type").orElse("");
      try (var in = answer.body()) {
        // A stream of events would never end.
        byte[] read = is.startsWith("text/event-stream") ? new byte[0] : in.readAllBytes();
        return new Answer(answer.statusCode(), is, new String(read, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer get(String user, String path) {
    return ask(user, "GET", path, null, "");
  }

  @Override
  public void close() throws IOException {
    server.close();
    FileSystemUtils.deleteRecursively(home);
  }
}
