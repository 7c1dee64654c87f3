package io.drillbook.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

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
  private final Narrator narrator;
  private final Cancellation cancellation;
  private final Proof proof = new Proof();

  DemoStory(
      SampleSystem system,
      DemoServer server,
      Clock clock,
      Narrator narrator,
      Cancellation cancellation) {
    this.system = system;
    this.server = server;
    this.clock = clock;
    this.narrator = narrator;
    this.cancellation = cancellation;
  }

  /** Tells it to the end; 0 where everything is proven. */
  int tell(boolean once) throws SQLException {
    takeBackup();
    loseProduction();
    String incident = declare();
    if (!once) {
      new Invitation(system, server).lines().forEach(narrator::show);
    }
    follow(incident, once);
    boolean good = conclude(incident);
    if (!once) {
      narrator.gap();
      narrator.show("Drillbook and the shop stay up until you press Ctrl-C.");
      Patience.until(FOR_EVER, Duration.ofSeconds(1), cancellation, () -> false);
    }
    return good ? 0 : 1;
  }

  private void takeBackup() throws SQLException {
    await("orders", Duration.ofSeconds(30), () -> system.customers().promises().size() >= 20);
    proof.noteBeforeBackup(system.production());
    String run =
        person("oncall").post("/api/v1/systems/shop/backups", Map.of()).path("runId").asText();
    narrator.say("Taking the backup " + run + " while customers go on ordering");
    await("the backup", BACKUP_LIMIT, () -> hasEnded(run));
    JsonNode ended = run(run);
    if (!ended.path("good").asBoolean()) {
      narrator.show(Timelines.of(server, run));
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to take the demo's backup: '" + ended.path("verdict").asText() + "'",
          "The timeline above says which step failed.");
    }
    narrator.say("The recovery point is sealed: encrypted, signed, in the vault");
  }

  private void loseProduction() throws SQLException {
    int before = system.customers().promises().size();
    await(
        "more orders",
        Duration.ofSeconds(60),
        () -> system.customers().promises().size() >= before + ORDERS_TO_LOSE);
    proof.noteBeforeDisaster(system.production(), clock.instant());
    system.destroyProduction();
    narrator.say("DESTROYED production: its processes are killed, its data folder is deleted");
    await("the shop to fail", Duration.ofSeconds(30), () -> system.customers().refused() > 0);
    narrator.say("The shop is down: customers are refused");
  }

  private String declare() {
    Person oncall = person("oncall");
    String incident =
        oncall
            .post(
                "/api/v1/systems/shop/incidents",
                Map.of("scenario", "server-failure", "detectedAt", clock.instant().toString()))
            .path("runId")
            .asText();
    narrator.say("'" + oncall.user() + "' declared the incident " + incident);
    return incident;
  }

  private void follow(String incident, boolean once) {
    DemoCrew crew = new DemoCrew(this::person, narrator::say);
    AtomicReference<List<String>> stuck = new AtomicReference<>(List.of());
    boolean ended =
        Patience.until(
            once ? ONCE_LIMIT : FOR_EVER,
            EVERY,
            cancellation,
            () -> {
              if (once) {
                stuck.set(crew.answerAll());
              }
              return !stuck.get().isEmpty() || hasEnded(incident);
            });
    if (!ended || !stuck.get().isEmpty()) {
      narrator.show(Timelines.of(server, incident));
      throw new Fault(
          FaultCode.INTERNAL,
          "unable to bring the demo's incident to its end: '" + incident + "'",
          "Tasks that wait for a real person: " + stuck.get());
    }
    narrator.say("The incident is closed");
  }

  private boolean conclude(String incident) throws SQLException {
    // From here on nothing may change while it is compared.
    system.customers().pause();
    narrator.gap();
    narrator.show(Timelines.of(server, incident));
    JsonNode timeline = person("oncall").get("/api/v1/runs/" + incident + "/timeline");
    boolean good = new Conclusion(system, proof, narrator).isGood(timeline);
    system.customers().resume();
    return good;
  }

  private boolean hasEnded(String run) {
    return run(run).hasNonNull("endedAt");
  }

  private JsonNode run(String id) {
    return person("oncall").get("/api/v1/runs/" + id);
  }

  private Person person(String group) {
    return new Person(server.address(), server.login(group));
  }

  private void await(String what, Duration limit, BooleanSupplier question) {
    if (!Patience.until(limit, EVERY, cancellation, question)) {
      throw new Fault(
          FaultCode.INTERNAL,
          "unable to go on with the demo, still waiting after " + limit + " for: '" + what + "'",
          "The machine may be overloaded; try again.");
    }
  }
}
