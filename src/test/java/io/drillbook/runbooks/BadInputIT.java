package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.testbed.Forwarder;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad input through the whole product: each gives one clear error with a hint, a failed run with
 * its record, an alert, and changes nothing that was good before.
 */
class BadInputIT {
  private static ShopBed shop;
  private static Forwarder anotherAddress;
  private static String flipped;
  private static String cut;
  private static String good;
  private static boolean diskIsSmall;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    anotherAddress = new Forwarder(shop.production().port());
    shop.production()
        .sql(
            "postgres",
            "create role half_blind login password 'backup-secret'",
            "create database nothing_in_it");
    shop.production()
        .sql(
            "shop",
            "create table secrets (id int)",
            "create table noise as select n, md5(n::text) as text from generate_series(1, 8000) n",
            "grant select on orders, noise to half_blind");
    shop.recovery().sql("postgres", "create database filled");
    shop.recovery().sql("filled", "create table precious as select 1 as worth");
    diskIsSmall = "root".equals(System.getProperty("user.name"));
    if (diskIsSmall) {
      run(
          "mount",
          "-t",
          "tmpfs",
          "-o",
          "size=64k",
          "tmpfs",
          shop.home().resolve("small").toString());
    }
    shop.changePlan(
        "targets:\n",
        "targets:\n"
            + target("filled", shop.recovery().url("filled"))
            + target("twin", "postgresql://127.0.0.1:" + anotherAddress.port() + "/shop")
            + target("fresh", shop.recovery().url("fresh")));
    plan("wrong-password", "backup.secret", "wrong.secret");
    secret("wrong", "not-the-password");
    plan(
        "no-server",
        shop.production().url("shop"),
        "postgresql://127.0.0.1:" + deadPort() + "/shop");
    plan("nothing", shop.production().url("shop"), shop.production().url("nothing_in_it"));
    plan("blind", "username: backup", "username: half_blind");
    plan("full-disk", "[primary]", "[small]");
    plan("no-key", "encrypt-to: [ops, escrow]", "encrypt-to: [spare, escrow]");
    plan("lost-access", "backup.secret", "changing.secret");
    secret("changing", "backup-secret");
    shop.serve();
    flipped = shop.backup();
    cut = shop.backup();
    good = shop.backup();
  }

  @AfterAll
  static void stop() throws Exception {
    if (diskIsSmall) {
      run("umount", shop.home().resolve("small").toString());
    }
    anotherAddress.close();
    shop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-password, CREDENTIALS_REFUSED",
    "no-server, SOURCE_UNREACHABLE",
    "nothing, CAPTURE_FAILED",
    "blind, PERMISSION_DENIED",
    "full-disk, DISK_FULL"
  })
  void aBackupThatCannotBeTakenFailsWithItsRecordAndAnAlert(String system, String code)
      throws Exception {
    assumeTrue(diskIsSmall || !system.equals("full-disk"), "mounting a small disk needs root");
    Map<String, Long> before = vault();
    String run = shop.startFor(system, "oncall", "backups", Map.of());
    assertFailedBackup(system, run, code);
    assertThat(points(system)).isEmpty();
    assertThat(vault()).isEqualTo(before);
    try (Stream<Path> small = Files.walk(shop.home().resolve("small"))) {
      assertThat(small.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void olderPointsOutliveABackupThatFails() throws Exception {
    String system = "lost-access";
    JsonNode first = shop.ended(shop.startFor(system, "oncall", "backups", Map.of()));
    assertThat(first.at("/run/verdict").asText()).isEqualTo("succeeded");
    Map<String, Long> before = vault();
    List<String> points = points(system);
    secret("changing", "changed by somebody");
    assertFailedBackup(
        system, shop.startFor(system, "oncall", "backups", Map.of()), "CREDENTIALS_REFUSED");
    assertThat(points(system)).isEqualTo(points).hasSize(1);
    assertThat(vault()).isEqualTo(before);
  }

  @Test
  void aSourceThatDoesNotAnswerIsTriedThreeTimesAndTheTriesAreCounted() {
    JsonNode timeline = shop.ended(shop.startFor("no-server", "oncall", "backups", Map.of()));
    List<Integer> tries = new ArrayList<>();
    for (JsonNode line : timeline.path("record")) {
      if ("serviceTask_captureSource".equals(line.at("/entry/step").asText())
          && "ATTEMPT_FAILED".equals(line.at("/entry/kind").asText())) {
        tries.add(line.at("/entry/attempt").asInt());
      }
    }
    assertThat(tries).as(timeline.path("record").toPrettyString()).containsExactly(1, 2, 3);
  }

  @Test
  void aShortStepThatFailsAgainAndAgainCallsPeople() throws Exception {
    DataSource database = shop.server().getBean(DataSource.class);
    String run;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table recovery_point rename to hidden_point");
      try {
        run = shop.startFor("shop", "oncall", "backups", Map.of());
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> mails().stream().anyMatch(mail -> mail.contains("RUN STANDS STILL")));
      } finally {
        statement.execute("alter table hidden_point rename to recovery_point");
      }
    }
    RuntimeService runtime = shop.server().getBean(ProcessEngine.class).getRuntimeService();
    runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(run)
        .list()
        .forEach(stuck -> runtime.deleteProcessInstance(stuck.getId(), "the test is over"));
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("abandoned");
  }

  @Test
  void aTargetThatHoldsDataIsRefused() {
    assertFailedRestore("shop", good, "filled", "TARGET_NOT_EMPTY", "serviceTask_checkTarget");
  }

  @Test
  void productionByAnotherAddressIsRefused() {
    assertFailedRestore("shop", good, "twin", "TARGET_IS_PRODUCTION", "serviceTask_checkTarget");
  }

  @Test
  void aFlippedBitIsFoundBeforeAnythingIsRestored() throws Exception {
    Path member = member(flipped);
    try (RandomAccessFile file = new RandomAccessFile(member.toFile(), "rw")) {
      file.seek(file.length() / 2);
      int old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }
    assertFailedRestore(
        "shop", flipped, "fresh", "CHECKSUM_MISMATCH", "serviceTask_verifyRecoveryPoint");
  }

  @Test
  void aTruncatedMemberIsFoundBeforeAnythingIsRestored() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(member(cut).toFile(), "rw")) {
      file.setLength(file.length() - 7);
    }
    assertFailedRestore(
        "shop", cut, "fresh", "CHECKSUM_MISMATCH", "serviceTask_verifyRecoveryPoint");
  }

  @Test
  void aPointThatNoPrivateKeyOfThisServerOpensIsRefusedAtOnce() {
    shop.ended(shop.startFor("no-key", "oncall", "backups", Map.of()));
    String point = points("no-key").get(0);
    assertFailedRestore(
        "no-key", point, "standby", "KEY_MISSING", "serviceTask_verifyRecoveryPoint");
  }

  @Test
  void aBrokenPlanIsReportedAndTheLastGoodOneStaysInForce() throws Exception {
    Path plans = shop.home().resolve("config/plans");
    String goodPlan = Files.readString(plans.resolve("shop.yaml"));
    String digest = digest();
    Files.writeString(plans.resolve("shop.yaml"), goodPlan + "retentoin: { daily: 1 }\n");
    assertProblem("retentoin");
    assertThat(digest()).isEqualTo(digest);
    Files.writeString(plans.resolve("shop.yaml"), goodPlan);
    assertNoProblem();

    Files.writeString(plans.resolve("shop2.yaml"), goodPlan);
    assertProblem("shop2.yaml");
    assertThat(digest()).isEqualTo(digest);
    Files.delete(plans.resolve("shop2.yaml"));
    assertNoProblem();
    assertThat(digest()).isEqualTo(digest);
  }

  private static void assertFailedBackup(String system, String run, String code) {
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("failed");
    assertClear(run, code, "serviceTask_captureSource");
    assertThat(mails()).filteredOn(s -> s.startsWith(system + ": BACKUP FAILED")).isNotEmpty();
  }

  /** The run waits for a person, who was told; then it is given up, and nothing has changed. */
  private static void assertFailedRestore(
      String system, String point, String target, String code, String step) {
    String recovered = shop.recovered();
    String precious = shop.recovery().digests("filled");
    String production = shop.production().digests("shop");
    long told = waiting(system);
    String run =
        shop.startFor(system, "oncall", "restores", Map.of("point", point, "target", target));
    new Incidents(shop).abandon(run);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("abandoned");
    assertClear(run, code, step);
    assertThat(waiting(system)).isGreaterThan(told);
    assertThat(shop.lines(run, "ATTEMPT_BEGAN", "serviceTask_restoreSource")).isEmpty();
    assertThat(shop.recovered()).isEqualTo(recovered);
    assertThat(shop.recovery().digests("filled")).isEqualTo(precious);
    assertThat(shop.production().digests("shop")).isEqualTo(production);
  }

  private static void assertClear(String run, String code, String step) {
    List<JsonNode> failures = shop.lines(run, "ATTEMPT_FAILED", step);
    assertThat(failures).isNotEmpty();
    JsonNode last = failures.get(failures.size() - 1);
    assertThat(last.path("outcome").asText()).as("%s", last).isEqualTo(code);
    assertThat(last.at("/details/reason").asText())
        .startsWith("unable to ")
        .contains(" HINT: ")
        .doesNotContain("backup-secret", "not-the-password", "Exception");
  }

  private static long waiting(String system) {
    return mails().stream().filter(s -> s.startsWith(system + ": YOUR TURN")).count();
  }

  private static List<String> mails() {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage mail : shop.mail().getReceivedMessages()) {
      try {
        subjects.add(mail.getSubject());
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
    return subjects;
  }

  /** Ids of the points that may be used. */
  private static List<String> points(String system) {
    List<String> ids = new ArrayList<>();
    for (JsonNode point :
        shop.as("oncall").get("/api/v1/systems/" + system + "/points").path("points")) {
      if (List.of("sealed", "verified", "proven").contains(point.path("state").asText())) {
        ids.add(point.path("point").asText());
      }
    }
    return ids;
  }

  private static void assertProblem(String words) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> systems().path("problems").toString(), said -> said.contains(words));
  }

  private static void assertNoProblem() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> systems().path("problems").isEmpty());
  }

  private static JsonNode systems() {
    return shop.as("oncall").get("/api/v1/systems");
  }

  private static String digest() {
    return shop.server().getBean(io.drillbook.spi.plan.Plans.class).plan("shop").digest();
  }

  private static Path member(String point) throws IOException {
    try (Stream<Path> files = Files.list(shop.home().resolve("vault/shop").resolve(point))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".pgdump.zst.pgp"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Every file of the vault and a digest of its bytes. */
  private static Map<String, Long> vault() throws IOException {
    Map<String, Long> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(shop.home().resolve("vault"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
        sum.update(Files.readAllBytes(file));
        found.put(file.toString(), sum.getValue());
      }
    }
    return found;
  }

  private static void plan(String system, String from, String to) throws IOException {
    Path plans = shop.home().resolve("config/plans");
    String text = Files.readString(plans.resolve("shop.yaml"));
    assertThat(text).contains(from);
    Files.writeString(
        plans.resolve(system + ".yaml"),
        text.replace("system: shop", "system: " + system).replace(from, to));
  }

  private static String target(String name, String url) {
    return "  %s: { sources: { db: { url: \"%s\", username: postgres, password: \"${file:%s}\" } } }\n"
        .formatted(name, url, shop.home().resolve("admin.secret"));
  }

  private static void secret(String name, String value) throws IOException {
    Path file = shop.home().resolve(name + ".secret");
    Files.deleteIfExists(file);
    Files.createFile(
        file,
        java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
            java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, value);
  }

  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Arrays.toString(command) + said).isZero();
  }
}
