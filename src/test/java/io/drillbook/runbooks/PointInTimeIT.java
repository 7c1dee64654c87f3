package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Writes go on after the backup, a table is dropped: one second before comes back by what a user
 * types, and by the form of an incident. Every time is from the database's clock.
 */
class PointInTimeIT {
  private static PointInTimeBed bed;
  private static ShopBed shop;
  private static String point;
  private static Instant before;
  private static Map<String, Instant> commits;

  @BeforeAll
  static void dropATable() throws Exception {
    bed = new PointInTimeBed();
    shop = bed.serve();
    point = shop.backup();
    bed.write(Duration.ofSeconds(3));
    // Taken at once: on a slow machine the next question alone takes a second.
    before = bed.clock().minusSeconds(1);
    commits = bed.commits();
    shop.production().sql("shop", "drop table orders");
    bed.keptSince(bed.clock());
  }

  @AfterAll
  static void stop() throws Exception {
    bed.close();
  }

  @Test
  void everyRowCommittedUntilOneSecondBeforeTheDropIsThereAndNoneAfter() throws Exception {
    JsonNode timeline = bed.restore("one", "--until", before.toString());

    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(restored("one")).isEqualTo(committedBefore());
    assertThat(restored("one")).isNotEmpty().hasSizeLessThan(commits.size());
    assertThat(bed.at("one", "select count(*) from orders where item <> 'written on'"))
        .containsExactly("2000");
    assertThat(dataTime(timeline, "db")).isEqualTo(before);
    assertThat(dataTime(timeline, "media")).isBefore(before);
    assertThat(facts(timeline, "log replayed")).singleElement().asString().contains("db");
    assertThat(facts(timeline, "no log, as of the point"))
        .singleElement()
        .asString()
        .contains("media");
  }

  @Test
  void anIncidentAsksForTheTimeAndTheTimeChoosesThePoint() {
    String run = shop.start("oncall", "incidents", Map.of("scenario", "database-corruption"));
    Client oncall = shop.as("oncall");
    String assess = oncall.task(run, "userTask_assessScope");
    Client.Answer future =
        oncall.work(assess, "oncall", Map.of("until", "2099-01-01T00:00:00Z", "target", "standby"));
    assertThat(future.status()).isEqualTo(400);
    assertThat(future.body().toString()).contains("future", "latest");
    Client.Answer early =
        oncall.complete(assess, Map.of("until", "2020-01-01T00:00:00Z", "target", "standby"));
    assertThat(early.status()).isEqualTo(404);
    assertThat(early.body().toString()).contains("to before a recovery point", point);
    assertThat(
            oncall
                .complete(
                    assess,
                    Map.of("until", before.toString(), "target", "standby", "note", "dropped"))
                .status())
        .isEqualTo(204);
    shop.as("approver")
        .work(
            oncall.task(run, "userTask_giveApproval"),
            "approver",
            Map.of("approval", "approve", "confirmTarget", "standby"));
    oncall.work(
        oncall.task(run, "userTask_closeIncident"), "oncall", Map.of("note", "who may drop?"));
    JsonNode timeline = shop.ended(run);

    assertThat(restored("standby")).isEqualTo(committedBefore());
    assertThat(dataTime(timeline, "db")).isEqualTo(before);
    assertThat(facts(timeline, "goal")).singleElement().asString().contains(before.toString());
  }

  private static Set<String> restored(String target) {
    return new TreeSet<>(bed.at(target, "select id from orders where item = 'written on'"));
  }

  private static Set<String> committedBefore() {
    return commits.entrySet().stream()
        .filter(row -> row.getValue().isBefore(before))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Instant dataTime(JsonNode timeline, String source) {
    return facts(timeline, "restored").stream()
        .filter(line -> source.equals(line.at("/details/source").asText()))
        .map(line -> Instant.parse(line.at("/details/dataTime").asText()))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static List<JsonNode> facts(JsonNode timeline, String outcome) {
    return StreamSupport.stream(timeline.path("record").spliterator(), false)
        .map(line -> line.path("entry"))
        .filter(entry -> outcome.equals(entry.path("outcome").asText()))
        .toList();
  }
}
