package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The server dies or is stopped in the middle of long work, and is started again. */
@TestMethodOrder(OrderAnnotation.class)
class CrashIT {
  private static final int SHORT_LEASE = 3;
  private static final int LONG_LEASE = 60;
  private static final String CAPTURE = "serviceTask_captureSource";
  private static final String RESTORE = "serviceTask_restoreSource";

  private static ShopBed shop;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    shop.slowDownRestores(6);
    shop.production()
        .sql(
            "shop",
            "create table noise as select n, md5(n::text) || md5((-n)::text) as text from"
                + " generate_series(1, 150000) n");
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  @Order(1)
  void aCaptureThatWasKilledLeavesNothingThatLooksLikeAPointAndIsTakenAnew() throws Exception {
    ServerChild server = shop.serveAsChild(SHORT_LEASE);
    String run = shop.start("oncall", "backups", Map.of());
    ProcessHandle dump = await(() -> server.program("pg_dump"));
    signal("STOP", dump);
    server.kill();
    assertThat(files("manifest.json.asc")).isEmpty();
    signal("CONT", dump);
    dump.onExit().get(20, TimeUnit.SECONDS);

    shop.serveAsChild(SHORT_LEASE);
    JsonNode timeline = shop.ended(run);
    assertSucceeded(timeline);
    assertThat(attempts(run, "ATTEMPT_BEGAN", CAPTURE)).containsExactly(1, 2);
    assertThat(attempts(run, "ATTEMPT_ENDED", CAPTURE)).containsExactly(2);
    assertThat(files("manifest.json.asc")).hasSize(1);
    Path point = files("manifest.json.asc").get(0).getParent();
    try (Stream<Path> all = Files.list(point)) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("manifest.json(.asc)?|SHA256SUMS|RESTORE.md|db.*.pgp"));
    }
    assertThat(files("")).allMatch(file -> file.startsWith(point));
  }

  @Test
  @Order(2)
  void aStopGivesTheStepBackAndTheNextStartGoesOnAtOnce() {
    String point = newestPoint();
    ServerChild server = shop.serveAsChild(LONG_LEASE);
    String run = shop.start("oncall", "restores", Map.of("point", point, "target", "standby"));
    ProcessHandle restore = await(() -> server.program("pg_restore"));
    Instant asked = Instant.now();
    server.stop();
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
    assertThat(restore.isAlive()).isFalse();
    assertThat(shop.recovered()).isEmpty();

    shop.serveAsChild(LONG_LEASE);
    Instant up = Instant.now();
    assertSucceeded(shop.ended(run));
    List<JsonNode> began = shop.lines(run, "ATTEMPT_BEGAN", RESTORE);
    assertThat(began).hasSize(2);
    assertThat(Instant.parse(began.get(1).path("at").asText())).isBefore(up.plusSeconds(15));
    assertThat(attempts(run, "ATTEMPT_FAILED", RESTORE)).containsExactly(1);
    assertThat(attempts(run, "ATTEMPT_ENDED", RESTORE)).containsExactly(2);
    assertRestored(shop.production().digests("shop"));
    shop.recovery().sql("postgres", "drop database shop");
  }

  @Test
  @Order(3)
  void anIncidentWhoseServerIsKilledInMidRestoreContinuesAtThatStep() throws Exception {
    String before = shop.production().digests("shop");
    ServerChild server = shop.serveAsChild(SHORT_LEASE);
    String point = newestPoint();
    shop.production().destroy();
    Incidents people = new Incidents(shop);
    String run = people.declare();
    String detectedAt = detectedAt(run);
    people.assess(run, point);
    ProcessHandle restore = await(() -> server.program("pg_restore"));
    await(() -> Optional.of(shop.recovered()).filter(name -> name.startsWith("drb_")));
    server.kill();

    shop.serveAsChild(SHORT_LEASE);
    new Incidents(shop).approveAndClose(run);
    JsonNode timeline = shop.ended(run);
    assertSucceeded(timeline);
    assertThat(detectedAt(run)).isEqualTo(detectedAt);
    assertThat(attempts(run, "ATTEMPT_BEGAN", RESTORE)).containsExactly(1, 2);
    assertThat(attempts(run, "ATTEMPT_ENDED", RESTORE)).containsExactly(2);
    assertThat(attempts(run, "ATTEMPT_BEGAN", "serviceTask_checkTarget")).containsExactly(1);
    assertThat(shop.lines(run, "RUN_STARTED", "")).hasSize(1);
    restore.onExit().get(20, TimeUnit.SECONDS);
    assertRestored(before);
  }

  private static void assertRestored(String digests) {
    assertThat(shop.recovered()).isEqualTo("shop");
    assertThat(shop.recovery().digests("shop")).isEqualTo(digests);
  }

  private static void assertSucceeded(JsonNode timeline) {
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
  }

  private static List<Integer> attempts(String run, String kind, String step) {
    return shop.lines(run, kind, step).stream().map(line -> line.path("attempt").asInt()).toList();
  }

  private static String detectedAt(String run) {
    return shop.as("auditor").get("/api/v1/runs/" + run).path("detectedAt").asText();
  }

  private static String newestPoint() {
    try {
      return files("manifest.json.asc").get(0).getParent().getFileName().toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(shop.home().resolve("vault"))) {
      return all.filter(Files::isRegularFile)
          // Papers and anchors come whenever the server finds the time.
          .filter(file -> !file.toString().matches(".*/_(papers|anchors)/.*"))
          .filter(file -> file.getFileName().toString().startsWith(name))
          .toList();
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  private static <T> T await(java.util.function.Supplier<Optional<T>> what) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(what::get, Optional::isPresent)
        .orElseThrow();
  }
}
