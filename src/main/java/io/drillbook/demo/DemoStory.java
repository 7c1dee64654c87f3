package io.drillbook.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What happens in the demo, in order. */
final class DemoStory {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration BACKUP_LIMIT = Duration.ofMinutes(5);
  private static final Duration ONCE_LIMIT = Duration.ofMinutes(15);
  private static final Duration FOR_EVER = Duration.ofDays(365);
  private static final int ORDERS_TO_LOSE = 30;

  private final SampleSystem system;
  private final DemoServer server;
  private final Clock clock;
  private final Consumer<String> out;
  private final Proof proof = new Proof();

  DemoStory(SampleSystem system, DemoServer server, Clock clock, Consumer<String> out) {
    this.system = system;
    this.server = server;
    this.clock = clock;
    this.out = out;
  }

  /** Tells it to the end; 0 where everything is proven. */
  int tell(boolean once) throws SQLException {
    takeBackup();
    loseProduction();
    Person oncall = person("oncall");
    String incident =
        oncall
            .post(
                "/api/v1/systems/shop/incidents",
                Map.of("scenario", "server-failure", "detectedAt", clock.instant().toString()))
            .path("runId")
            .asText();
    out.accept("Declared the incident " + incident + " as '" + oncall.user() + "'");
    if (!once) {
      invite();
    }
    follow(incident, once);
    boolean proven = conclude(incident);
    if (!once) {
      out.accept("Drillbook and the shop stay up until you press Ctrl-C.");
      Patience.until(FOR_EVER, Duration.ofSeconds(1), new Cancellation(), () -> false);
    }
    return proven ? 0 : 1;
  }

  private void takeBackup() throws SQLException {
    await("orders", Duration.ofSeconds(30), () -> system.customers().promises().size() >= 20);
    proof.noteBeforeBackup(system.production());
    String run =
        person("oncall").post("/api/v1/systems/shop/backups", Map.of()).path("runId").asText();
    out.accept("Taking the backup " + run + " while customers order");
    await("the backup", BACKUP_LIMIT, () -> hasEnded(run));
    JsonNode ended = run(run);
    if (!ended.path("good").asBoolean()) {
      Timelines.print(server, run);
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to take the demo's backup: '" + ended.path("verdict").asText() + "'",
          "The timeline above says which step failed.");
    }
  }

  private void loseProduction() throws SQLException {
    int before = system.customers().promises().size();
    await(
        "more orders",
        Duration.ofSeconds(60),
        () -> system.customers().promises().size() >= before + ORDERS_TO_LOSE);
    proof.noteBeforeDisaster(system.production(), clock.instant());
    system.destroyProduction();
    out.accept("DESTROYED production: its processes killed, its data folder deleted");
    await("the shop to fail", Duration.ofSeconds(30), () -> system.customers().refused() > 0);
    out.accept("The shop is down at " + system.door().address());
  }

  private void invite() {
    out.accept("");
    out.accept("Now it is your turn: " + server.address() + "/camunda/app/tasklist/");
    server
        .logins()
        .forEach(
            (group, login) ->
                out.accept(
                    "  %-14s %-10s one-time password %s"
                        .formatted(group, login.user(), login.password())));
    out.accept("1. Log in as 'oncall' and complete 'Assess scope'.");
    out.accept("2. Log in as 'approver' and complete 'Approve cutover'; 'oncall' is refused.");
    out.accept("3. Watch the shop come back at " + system.door().address());
    out.accept("4. Complete 'Close incident' as 'oncall'; then the proof is printed here.");
    out.accept("Mails so far: " + system.mail().count());
  }

  private void follow(String incident, boolean once) {
    DemoCrew crew = new DemoCrew(this::person, out);
    AtomicReference<List<String>> stuck = new AtomicReference<>(List.of());
    boolean ended =
        Patience.until(
            once ? ONCE_LIMIT : FOR_EVER,
            EVERY,
            new Cancellation(),
            () -> {
              if (once) {
                stuck.set(crew.answerAll());
              }
              return !stuck.get().isEmpty() || hasEnded(incident);
            });
    if (!ended || !stuck.get().isEmpty()) {
      Timelines.print(server, incident);
      throw new Fault(
          FaultCode.INTERNAL,
          "unable to bring the demo's incident to its end: '" + incident + "'",
          "Tasks that wait for a real person: " + stuck.get());
    }
  }

  private boolean conclude(String incident) throws SQLException {
    // From here on nothing may change while it is compared.
    system.customers().pause();
    Timelines.print(server, incident);
    JsonNode timeline = person("oncall").get("/api/v1/runs/" + incident + "/timeline");
    Instant dataTime =
        Instant.parse(timeline.path("score").path("sources").path(0).path("dataTime").asText());
    out.accept("Recovered against production as it was at " + dataTime + ":");
    boolean equal = proof.holds(system.standby(), system.customers().promises(), dataTime, out);
    Web.Answer shop = Web.get(system.door().address() + "/status");
    boolean serves = shop.status() == 200 && shop.body().startsWith("standby");
    out.accept("  the shop answers through HAProxy: " + shop.body().strip());
    String verdict = timeline.path("run").path("verdict").asText();
    boolean good = timeline.path("run").path("good").asBoolean();
    out.accept("Verdict: " + verdict + (equal && serves ? ", data proven equal" : ", NOT PROVEN"));
    system.customers().resume();
    return equal && serves && good;
  }

  private boolean hasEnded(String run) {
    return !run(run).path("endedAt").isNull();
  }

  private JsonNode run(String id) {
    return person("oncall").get("/api/v1/runs/" + id);
  }

  private Person person(String group) {
    return new Person(server.address(), server.login(group));
  }

  private static void await(
      String what, Duration limit, java.util.function.BooleanSupplier question) {
    if (!Patience.until(limit, EVERY, new Cancellation(), question)) {
      throw new Fault(
          FaultCode.INTERNAL,
          "unable to go on with the demo, still waiting after " + limit + " for: '" + what + "'",
          "The machine may be overloaded; try again.");
    }
  }
}
