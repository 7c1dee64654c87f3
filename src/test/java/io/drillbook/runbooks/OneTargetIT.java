package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.usecase.restore.TakeTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One run at a time restores into a target, whichever way the second one is started. */
class OneTargetIT {
  private static ShopBed shop;
  private static String point;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    shop.slowDownRestores(5);
    shop.serve();
    point = shop.backup();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void aSecondRunIsRefusedByEveryWayInAndTheSchedulesDrillIsOverlapped() throws Exception {
    String first = paused("sandbox");
    Client oncall = shop.as("oncall");
    for (Client.Answer answer :
        List.of(
            oncall.tryPost("/api/v1/systems/shop/restores", order("sandbox")),
            oncall.tryPost("/api/v1/systems/shop/drills", Map.of()))) {
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(409);
      assertThat(answer.body().path("code").asText()).isEqualTo("TARGET_IN_USE");
      assertThat(answer.body().path("detail").asText()).contains("'sandbox'");
      assertThat(answer.body().path("hint").asText()).contains(first);
    }
    for (String runbook : List.of("run-drill", "restore-system")) {
      Client.Answer answer =
          oncall.tryPost(
              "/engine-rest/process-definition/key/" + runbook + "/start",
              Map.of("variables", variables("sandbox")));
      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
      assertThat(answer.body().toString()).contains("another run has: 'sandbox'");
    }
    Typed typed = type("drill", "shop", "--server", shop.address());
    assertThat(typed.exit()).as(typed.text()).isEqualTo(3);
    assertThat(typed.text()).contains("another run has: 'sandbox'", first);

    shop.changePlan("0 4 * * 0", "* * * * *");
    DueTime due =
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .until(OneTargetIT::drills, rows -> !rows.isEmpty())
            .get(0);
    assertThat(due.outcome()).isEqualTo(DueOutcome.OVERLAPPED);
    assertThat(due.runId()).isEmpty();
    assertThat(runs("drill")).isEmpty();
    shop.changePlan("* * * * *", "0 4 * * 0");
    resume(first);
    assertThat(shop.ended(first).at("/run/verdict").asText()).isEqualTo("succeeded");
    shop.recovery().sql("postgres", "drop database shop_drill");
    String drill = shop.start("oncall", "drills", Map.of());
    assertThat(shop.ended(drill).at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(runs("drill")).hasSize(1);
  }

  @Test
  void aRealRecoveryIsNeverRefusedAndItsRecordSaysWhoIsInTheWay() {
    String first = paused("standby");
    String incident = shop.start("oncall", "incidents", Map.of("scenario", "server-failure"));
    List<JsonNode> facts =
        shop.lines(incident, "FACT", "").stream()
            .filter(line -> line.path("outcome").asText().equals(TakeTarget.IN_USE))
            .toList();
    assertThat(facts).singleElement().asString().contains(first, "standby");
    abort(first);
    Client.Answer answer =
        shop.as("oncall").tryPost("/api/v1/systems/shop/restores", order("standby"));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().path("hint").asText()).contains(incident);
    abort(incident);
    abort(paused("standby"));
  }

  /** A paused run has its target until it ends. */
  private static String paused(String target) {
    String run = shop.start("oncall", "restores", order(target));
    assertThat(steer(run, "pause").status()).isEqualTo(200);
    return run;
  }

  private static void resume(String run) {
    assertThat(steer(run, "resume").status()).isEqualTo(200);
  }

  private static void abort(String run) {
    assertThat(steer(run, "abort").status()).isEqualTo(200);
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("abandoned");
  }

  private static Client.Answer steer(String run, String act) {
    return shop.as("oncall")
        .tryPost("/api/v1/runs/" + run + "/" + act, Map.of("reason", "the test wants it"));
  }

  private static Map<String, Object> order(String target) {
    return Map.of("point", point, "target", target);
  }

  private static Map<String, Object> variables(String target) {
    return Map.of(
        "system", Map.of("value", "shop"),
        "point", Map.of("value", point),
        "target", Map.of("value", target));
  }

  private static List<DueTime> drills() {
    return shop.server().getBean(ScheduleStore.class).newestOf("shop", "drill:weekly", 9);
  }

  private static List<JsonNode> runs(String kind) {
    JsonNode runs = shop.as("auditor").get("/api/v1/runs?system=shop").path("runs");
    return StreamSupport.stream(runs.spliterator(), false)
        .filter(run -> run.path("kind").asText().equalsIgnoreCase(kind))
        .toList();
  }

  private record Typed(int exit, String text) {}

  private static Typed type(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.drillbook.cli.Main"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DRILLBOOK_USER", "oncall");
    builder.environment().put("DRILLBOOK_PASSWORD", shop.password("oncall"));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Typed(process.exitValue(), text);
  }
}
