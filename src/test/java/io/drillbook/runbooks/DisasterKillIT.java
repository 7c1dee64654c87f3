package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The server dies by SIGKILL at random moments of disaster recovery. Every effect outside happened
 * exactly once, or nobody could tell and a person was asked; the clock never stopped.
 */
class DisasterKillIT {
  private static final int SHORT_LEASE = 3;
  private static final int KILLS_IN_ONE_RUN = 5;
  private static final int LONGEST_MILLIS = 6_000;
  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  @Test
  void twoKillsInOneRecovery() throws Exception {
    recoverUnderFire(2, Long.getLong("drillbook.kills.seed", 20261126L));
  }

  @Test
  @Tag("long")
  void aHundredKillsInMany() throws Exception {
    recoverUnderFire(
        Integer.getInteger("drillbook.kills", 100),
        Long.getLong("drillbook.kills.seed", 20261126L));
  }

  private static void recoverUnderFire(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    Tally tally = new Tally();
    try (KillBed bed = new KillBed()) {
      bed.shop().serveAsChild(SHORT_LEASE);
      String point = bed.shop().backup();
      while (tally.kills < kills) {
        bed.reset();
        int here = Math.min(kills - tally.kills, KILLS_IN_ONE_RUN);
        tally.kills += recover(bed, point, new Random(random.nextLong()), here, tally);
        System.out.println("[under fire, seed " + seed + "] " + tally.inWords());
      }
    }
  }

  private static int recover(KillBed bed, String point, Random random, int kills, Tally tally)
      throws Exception {
    long serial = bed.serial();
    String run = new Incidents(bed.shop()).declare();
    String detectedAt =
        bed.shop().as("auditor").get("/api/v1/runs/" + run).at("/detectedAt").asText();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger fired = new AtomicInteger();
    Thread gunman = new Thread(() -> fire(bed, random, kills, over, fired), "kills");
    gunman.start();
    PatientPeople people = new PatientPeople(bed, run, point);
    Instant giveUp = Instant.now().plus(LONGEST_RUN);
    while (!people.work()) {
      assertThat(Instant.now()).as("the run %s goes on for too long", run).isBefore(giveUp);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    over.set(true);
    gunman.join();
    judge(bed, run, detectedAt, bed.serial() - serial, tally);
    return fired.get();
  }

  private static void fire(
      KillBed bed, Random random, int kills, AtomicBoolean over, AtomicInteger fired) {
    while (fired.get() < kills) {
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)).toNanos());
      if (over.get()) {
        return;
      }
      fired.incrementAndGet();
      bed.shop().killChild();
      bed.shop().serveAsChild(SHORT_LEASE);
    }
  }

  private static void judge(KillBed bed, String run, String detectedAt, long updates, Tally tally)
      throws IOException {
    JsonNode timeline = bed.shop().ended(run);
    String story = timeline.toPrettyString();
    Set<String> begun = keys(timeline, "effect-begun");
    Set<String> asked = keys(timeline, "effect-unknown");
    Map<String, Integer> witnessed = bed.witnessed(run);
    for (String key : begun) {
      boolean byCommand = !key.contains("dns") && !key.contains("haproxy");
      if (byCommand && !asked.contains(key)) {
        assertThat(witnessed).as("%s in %s", key, story).containsEntry(key, 1);
        tally.once++;
      }
    }
    assertThat(begun).as(story).containsAll(witnessed.keySet());
    long moves = begun.stream().filter(key -> key.contains("dns")).count();
    if (asked.stream().noneMatch(key -> key.contains("dns"))) {
      assertThat(updates).as("updates of DNS in %s", story).isEqualTo(moves);
    }
    if (!asked.isEmpty()) {
      assertThat(opened(timeline))
          .as(story)
          .containsAnyOf(
              "userTask_decideHowToContinue",
              "userTask_findOutWhereTrafficGoes",
              "userTask_decideAboutPrimary",
              "userTask_decideAboutFence");
    }
    clock(timeline, detectedAt, story);
    tally.runs++;
    tally.asked += asked.size();
    tally.verdicts.add(timeline.at("/run/verdict").asText());
    if (timeline.at("/run/verdict").asText().equals("succeeded")) {
      assertThat(bed.isMoved()).as(story).isTrue();
      assertThat(bed.isFenced()).as(story).isTrue();
      assertThat(begun).as(story).anyMatch(key -> key.contains("/fence-home-1-command-"));
    }
  }

  /** Detection to confirmation by the record's own times: dead servers are in it. */
  private static void clock(JsonNode timeline, String detectedAt, String story) {
    assertThat(timeline.at("/run/detectedAt").asText()).isEqualTo(detectedAt);
    List<Instant> confirmed = new ArrayList<>();
    for (JsonNode line : timeline.path("record")) {
      if (line.at("/entry/kind").asText().equals("SERVICE_CONFIRMED")) {
        confirmed.add(Instant.parse(line.at("/entry/at").asText()));
      }
    }
    if (timeline.at("/score/confirmed").asBoolean()) {
      Duration whole =
          Duration.between(Instant.parse(detectedAt), confirmed.get(confirmed.size() - 1));
      assertThat(Duration.parse(timeline.at("/score/achievedRto").asText()))
          .as(story)
          .isBetween(whole.minusSeconds(1), whole.plusSeconds(1));
    }
  }

  private static Set<String> keys(JsonNode timeline, String outcome) {
    Set<String> keys = new TreeSet<>();
    for (JsonNode line : timeline.path("record")) {
      if (line.at("/entry/outcome").asText().equals(outcome)) {
        keys.add(line.at("/entry/details/key").asText());
      }
    }
    return keys;
  }

  private static Set<String> opened(JsonNode timeline) {
    Set<String> tasks = new TreeSet<>();
    for (JsonNode line : timeline.path("record")) {
      if (line.at("/entry/kind").asText().equals("TASK_OPENED")) {
        tasks.add(line.at("/entry/step").asText());
      }
    }
    return tasks;
  }

  /** The figures. */
  private static final class Tally {
    int kills;
    int runs;
    int once;
    int asked;
    final List<String> verdicts = new ArrayList<>();

    String inWords() {
      return kills
          + " kills in "
          + runs
          + " recoveries: "
          + once
          + " effects of commands exactly once, "
          + asked
          + " effects unknown and asked; verdicts "
          + verdicts;
    }
  }
}
