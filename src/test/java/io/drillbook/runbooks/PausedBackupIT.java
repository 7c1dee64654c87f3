package io.drillbook.runbooks;

import static io.drillbook.runbooks.PausedBed.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.runbooks.Client.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Production is paused for a backup and goes on, whatever comes of backup and server. */
@TestMethodOrder(OrderAnnotation.class)
class PausedBackupIT {
  private static final String SOURCES =
      """
      one:   { kind: command, capture: [HOME/slow, one, "1"] }
      two:   { kind: command, capture: [HOME/slow, two, "1"] }
      three: { kind: command, capture: [HOME/slow, three, "1"] }
      last:  { kind: command, capture: [HOME/slow, last, "0"], capture-after: [one] }
      gone:  { kind: directory, path: HOME/nowhere, required: false }
      """;

  private static PausedBed bed;

  @BeforeAll
  static void start() throws Exception {
    bed = new PausedBed();
    bed.plan(SOURCES, "parallel: 2\nafter: [ { command: [HOME/start-writer] } ]");
    bed.serve();
  }

  @AfterAll
  static void stop() throws Exception {
    bed.close();
  }

  @Test
  @Order(1)
  void capturesHappenInOrderAndWithinTheirLimitWhileNothingIsWritten() {
    String run = bed.start("backups", Map.of());
    JsonNode timeline = bed.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded-with-skips");
    assertThat(bed.journal().get(0)).isEqualTo("stop before");
    assertThat(bed.journal()).endsWith("capture last", "start undo", "start after");
    assertThat(bed.writes()).isTrue();
    Map<String, Instant> begins = captures(run, "ATTEMPT_BEGAN");
    Map<String, Instant> ends = captures(run, "ATTEMPT_ENDED");
    for (Instant begin : begins.values()) {
      long beside =
          ends.entrySet().stream()
              .filter(it -> !begins.get(it.getKey()).isAfter(begin) && it.getValue().isAfter(begin))
              .count();
      assertThat(beside).as("captures side by side: %s to %s", begins, ends).isBetween(1L, 2L);
    }
    assertThat(List.of("one", "two", "three"))
        .allMatch(it -> !ends.get(it).isAfter(begins.get("last")));
    Instant paused = at(run, "paused");
    Instant resumed = at(run, "resumed");
    assertThat(begins.values()).allMatch(it -> !it.isBefore(paused));
    assertThat(ends.values()).allMatch(it -> !it.isAfter(resumed));
  }

  @Test
  @Order(2)
  void whatThePointLacksIsSaidEverywhereAndNeverLeftOutSilently() throws Exception {
    JsonNode point = bed.as("oncall").get("/api/v1/systems/mill/points").at("/points/0");
    String why = point.at("/missing/gone").asText();
    assertThat(why).contains("nowhere");
    assertThat(point.path("dataTimes").has("gone")).isFalse();
    assertThat(file("RESTORE.md")).contains("is PARTIAL", "`gone` (directory)", "nowhere");
    assertThat(file("manifest.json")).contains("\"missing\"", "\"gone\"");
    assertThat(bed.as("auditor").text("/actuator/prometheus"))
        .contains("drillbook_backup_partial_total{system=\"mill\"} 1.0")
        .contains("backup_success_total{system=\"mill\"} 1.0")
        .contains("drillbook_recovery_point_age_seconds{source=\"gone\",system=\"mill\"} NaN");
    String run = point.path("runId").asText();
    assertThat(
            bed.record(run).stream().filter(line -> line.path("kind").asText().equals("NOTIFIED")))
        .anyMatch(line -> line.path("outcome").asText().contains("PARTIAL"));

    String id = point.path("point").asText();
    Answer refused =
        bed.as("oncall")
            .tryPost("/api/v1/systems/mill/restores", Map.of("point", id, "target", "sandbox"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().toString()).contains("lacks 'gone'");
    String restore =
        bed.start("restores", Map.of("point", id, "target", "sandbox", "source", "live"));
    assertThat(bed.ended(restore).at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(bed.home().resolve("restored/log")).exists();
  }

  /** Not in every build: it starts the server a second time. */
  @Test
  @Order(3)
  @Tag("long")
  void aServerThatIsKilledInThePauseUndoesItBeforeAnythingElse() throws Exception {
    bed.forgetJournal();
    bed.flag("hang-two");
    String run = bed.start("backups", Map.of());
    await(() -> bed.journal().contains("capture two"));
    assertThat(bed.writes()).as("paused").isFalse();
    bed.serve();
    assertThat(bed.writes()).as("writes go on once the server is up").isTrue();
    bed.unflag("hang-two");
    assertThat(bed.ended(run).at("/run/verdict").asText()).isEqualTo("failed");
    List<String> journal = bed.journal();
    assertThat(journal.indexOf("start undo")).as("%s", journal).isPositive();
    assertThat(journal.subList(journal.indexOf("start undo"), journal.size()))
        .containsExactly("start undo", "start after");
    assertThat(bed.outcomes(run)).contains("resumed", "PAUSE_ENDED", "discarded");
  }

  private static Map<String, Instant> captures(String run, String kind) {
    Map<String, Instant> times = new TreeMap<>();
    bed.record(run).stream()
        .filter(line -> line.path("kind").asText().equals(kind))
        .filter(line -> line.path("step").asText().equals("serviceTask_captureSource"))
        .filter(line -> !line.at("/details/subject").asText().equals("gone"))
        .forEach(
            line ->
                times.put(
                    line.at("/details/subject").asText(), Instant.parse(line.path("at").asText())));
    return times;
  }

  private static Instant at(String run, String outcome) {
    return bed.record(run).stream()
        .filter(line -> line.path("outcome").asText().equals(outcome))
        .map(line -> Instant.parse(line.path("at").asText()))
        .findFirst()
        .orElseThrow();
  }

  private static String file(String name) throws Exception {
    try (Stream<Path> all = Files.walk(bed.home().resolve("vault"))) {
      return Files.readString(all.filter(it -> it.endsWith(name)).findFirst().orElseThrow());
    }
  }
}
