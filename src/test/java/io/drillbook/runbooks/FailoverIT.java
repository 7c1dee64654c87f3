package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.testbed.BindServer;
import io.drillbook.testbed.PostgresCluster;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A shop leaves its primary and comes home again, seen from outside: by dig, by curl through
 * HAProxy and by psql as the application. The parts build on one another.
 */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
class FailoverIT {
  private static final String APP_PASSWORD = "app-secret";

  private final ShopBed shop;
  private final BindServer bind;
  private Incidents people;

  FailoverIT() throws Exception {
    shop = new ShopBed("1h");
    bind = BindServer.start(5);
  }

  @BeforeAll
  void protectTheShop() throws Exception {
    shop.production()
        .sql(
            "shop",
            "create role app login password '" + APP_PASSWORD + "'",
            "grant select, insert on orders to app",
            "grant usage on sequence orders_id_seq to app");
    shop.recovery().sql("postgres", "create role app login password '" + APP_PASSWORD + "'");
    FailoverPlan.write(shop, bind);
    shop.serve();
    people = new Incidents(shop);
    shop.backup();
  }

  @AfterAll
  void stop() throws Exception {
    shop.close();
    bind.close();
  }

  @Test
  @Order(1)
  void anObservationThatFailsRollsBackAndTheOldPrimaryAcceptsWritesAgain() throws Exception {
    FailoverPlan.change(
        shop, "for: 2s", "for: 5m", plan -> plan.observeFor().equals(Duration.ofMinutes(5)));
    String run = recover();
    awaitObservation(run);
    assertThat(curl()).isEqualTo("standby");
    splitTheBrain(run);
    assertThat(insert(shop.recovery(), "written before the rollback")).isZero();
    shop.haproxy().standby().stop();
    assertThat(task(run, "userTask_decideHowToContinue")).isNotEmpty();
    assertThat(shop.haproxy().whoAnswers()).isEqualTo("production");
    assertThat(bind.shop()).isEqualTo(BindServer.OLD);
    assertThat(insert(shop.production(), "after the rollback")).isZero();
    assertThat(insert(shop.recovery(), "into the fenced standby")).isNotZero();
    assertThat(facts(run, "observed")).anyMatch(seen -> seen.contains("down"));
    goesNotOverWhatUsersWrote(run);
    people.abandon(run);
    people.abandon(run);
    shop.ended(run);
    shop.haproxy().standby().start();
    FailoverPlan.change(
        shop, "for: 5m", "for: 2s", plan -> plan.observeFor().equals(Duration.ofSeconds(2)));
    shop.recovery().sql("postgres", "drop database shop with (force)");
  }

  @Test
  @Order(2)
  void aCutoverFencesTheOldPrimaryBeforeTrafficMoves() throws Exception {
    shop.backup();
    String run = recover();
    assertThat(task(run, "userTask_closeIncident")).isNotEmpty();
    assertThat(curl()).isEqualTo("standby");
    assertThat(bind.shop()).isEqualTo(BindServer.NEW);
    assertThat(insert(shop.production(), "into the old primary")).isNotZero();
    assertThat(insert(shop.recovery(), "written on the standby")).isZero();
    close(run);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(facts(run, "fence")).anyMatch(fact -> fact.contains("'app' is kept out"));
    assertThat(facts(run, "observed")).anyMatch(fact -> fact.contains("p95"));
    backsUpWhereTheShopLives();
  }

  @Test
  @Order(3)
  void aFailBackThatCannotCarryTheDataLetsTheStandbyGoOn() throws Exception {
    FailoverPlan.change(
        shop,
        "set-aside: true",
        "set-aside: false",
        plan -> !plan.failBack().orElseThrow().setAside());
    String run = shop.start("oncall", "fail-backs", Map.of());
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("failed");
    assertThat(timeline.toString()).contains("TARGET_NOT_EMPTY");
    assertThat(curl()).isEqualTo("standby");
    assertThat(insert(shop.recovery(), "after a fail-back that failed")).isZero();
    FailoverPlan.change(
        shop,
        "set-aside: false",
        "set-aside: true",
        plan -> plan.failBack().orElseThrow().setAside());
  }

  /** Home's balancer finds nobody there, so DNS goes home and HAProxy does not. */
  @Test
  @Order(4)
  void aFailBackWhoseTrafficArrivesNowhereShutsHomeAndKeepsTheDataThatServes() throws Exception {
    shop.haproxy().production().stop();
    String run = shop.start("oncall", "fail-backs", Map.of());
    assertThat(approve(run)).isEqualTo(204);
    Client oncall = shop.as("oncall");
    String question = oncall.task(run, "userTask_locateTraffic");
    assertThat(bind.shop()).as("half of it is home").isEqualTo(BindServer.OLD);
    assertThat(curl()).isEqualTo("standby");
    assertThat(
            oncall
                .work(question, "oncall", Map.of("traffic", "unclear", "reason", "half and half"))
                .status())
        .isEqualTo(204);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("failed");
    assertThat(curl()).isEqualTo("standby");
    assertThat(bind.shop()).isEqualTo(BindServer.NEW);
    assertThat(insert(shop.production(), "into home, where no traffic is")).isNotZero();
    assertThat(insert(shop.recovery(), "after traffic came back")).isZero();
    assertThat(shop.recovered()).as("nothing was renamed").containsPattern("(?m)^shop$");
    shop.haproxy().production().start();
  }

  @Test
  @Order(5)
  void aFailBackReturnsWithTheRowsWrittenMeanwhile() throws Exception {
    String run = shop.start("oncall", "fail-backs", Map.of());
    Client oncall = shop.as("oncall");
    String approval = oncall.task(run, "userTask_giveApproval");
    Map<String, String> yes = Map.of("approval", "approve", "confirmTarget", "home");
    assertThat(oncall.work(approval, "oncall", yes).status()).isEqualTo(403);
    Client approver = shop.as("approver");
    assertThat(
            approver
                .work(approval, "approver", Map.of("approval", "approve", "confirmTarget", "shop"))
                .status())
        .isGreaterThanOrEqualTo(400);
    assertThat(approver.work(approval, "approver", yes).status()).isEqualTo(204);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(curl()).isEqualTo("production");
    assertThat(bind.shop()).isEqualTo(BindServer.OLD);
    assertThat(
            shop.production()
                .query("shop", "select item from orders where id > 2000 order by id desc limit 1"))
        .isEqualTo("after traffic came back");
    assertThat(
            shop.production()
                .query("shop", "select count(*) from orders where item like 'written on%'"))
        .isEqualTo("1");
    assertThat(insert(shop.production(), "home again")).isZero();
    assertThat(
            shop.production()
                .query(
                    "postgres",
                    "select datname from pg_database where datname like 'shop\\_failback%'"))
        .as("what home held before")
        .startsWith("shop_failback-");
    assertThat(shop.recovered()).as("the standby is free").doesNotContainPattern("(?m)^shop$");
  }

  /** The run's own mark is on the standby, and so is what users wrote there. */
  private void goesNotOverWhatUsersWrote(String run) throws Exception {
    Client oncall = shop.as("oncall");
    assertThat(
            oncall
                .work(
                    oncall.task(run, "userTask_decideHowToContinue"),
                    "oncall",
                    Map.of("decision", "retry", "decisionReason", "once more"))
                .status())
        .isEqualTo(204);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                shop.lines(run, "ATTEMPT_FAILED", "serviceTask_checkTarget").stream()
                    .anyMatch(line -> line.toString().contains("where this run has sent users")));
    assertThat(
            shop.recovery()
                .query("shop", "select count(*) from orders where item like '%the rollback'"))
        .isEqualTo("1");
  }

  /** Home is frozen behind its fence: a point of it would only look fresh. */
  private void backsUpWhereTheShopLives() throws Exception {
    String there = shop.recovery().query("shop", "select count(*) from orders");
    assertThat(shop.production().query("shop", "select count(*) from orders")).isNotEqualTo(there);
    String backup = shop.start("oncall", "backups", Map.of());
    JsonNode timeline = shop.ended(backup);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(facts(backup, "captured where it lives")).hasSize(1);
    assertThat(manifest(newestPoint())).containsPattern("orders\"\\s*:\\s*" + there + "\\b");
  }

  private String manifest(String point) throws IOException {
    try (Stream<Path> files = Files.walk(shop.home())) {
      return Files.readString(
          files.filter(it -> it.endsWith(point + "/manifest.json")).findFirst().orElseThrow());
    }
  }

  /** Somebody opens the old primary by hand; on-call has it fenced again. */
  private void splitTheBrain(String run) throws Exception {
    shop.production().sql("postgres", "alter database shop connection limit -1");
    Client oncall = shop.as("oncall");
    String question = oncall.task(run, "userTask_resolveSplitBrain");
    assertThat(
            oncall
                .work(question, "oncall", Map.of("splitBrain", "fence", "reason", "by mistake"))
                .status())
        .isEqualTo(204);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> shop.lines(run, "ATTEMPT_BEGAN", "serviceTask_observeService").size() > 1);
    assertThat(insert(shop.production(), "into the old primary")).isNotZero();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Stream.of(shop.mail().getReceivedMessages())
                    .anyMatch(mail -> subject(mail).contains("SPLIT BRAIN")));
  }

  private static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String recover() {
    String run = people.declare();
    people.assess(run, newestPoint());
    people.approve(run);
    return run;
  }

  private String newestPoint() {
    return shop.as("oncall").get("/api/v1/systems/shop/points").at("/points/0/point").asText();
  }

  private String task(String run, String key) {
    return shop.as("oncall").task(run, key);
  }

  private int approve(String run) {
    Client approver = shop.as("approver");
    return approver
        .work(
            approver.task(run, "userTask_giveApproval"),
            "approver",
            Map.of("approval", "approve", "confirmTarget", "home"))
        .status();
  }

  private void close(String run) {
    Client oncall = shop.as("oncall");
    oncall.work(
        oncall.task(run, "userTask_closeIncident"), "oncall", Map.of("note", "all is well"));
  }

  private void awaitObservation(String run) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !shop.lines(run, "ATTEMPT_BEGAN", "serviceTask_observeService").isEmpty());
  }

  private List<String> facts(String run, String outcome) {
    return shop
        .as("auditor")
        .get("/api/v1/runs/" + run + "/timeline")
        .path("record")
        .findValues("entry")
        .stream()
        .filter(entry -> outcome.equals(entry.path("outcome").asText()))
        .map(JsonNode::toString)
        .toList();
  }

  private String curl() throws Exception {
    return outside("curl", "-fsS", "--max-time", "10", shop.haproxy().address()).text();
  }

  /** The exit code of psql, which writes as the application does. */
  private static int insert(PostgresCluster cluster, String item) throws Exception {
    return outside(
            "psql",
            "postgresql://app:" + APP_PASSWORD + "@127.0.0.1:" + cluster.port() + "/shop",
            "-c",
            "insert into orders (item) values ('" + item + "')")
        .code();
  }

  private record Outcome(int code, String text) {}

  private static Outcome outside(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), text.strip());
  }
}
