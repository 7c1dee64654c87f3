package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.testbed.Forwarder;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The shop, and beside its own plan one for each thing that can be wrong. */
abstract class BadInputBed {
  static ShopBed shop;
  private static Forwarder anotherAddress;
  private static Forwarder silent;
  static String flipped;
  static String cut;
  static String good;
  static boolean diskIsSmall;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    anotherAddress = new Forwarder(shop.production().port());
    silent = new Forwarder(shop.production().port(), 200_000);
    fillDatabases();
    mountSmallDisk();
    writePlans();
    shop.serve();
    flipped = shop.backup();
    cut = shop.backup();
    good = shop.backup();
  }

  private static void fillDatabases() {
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
  }

  private static void mountSmallDisk() throws Exception {
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
  }

  private static void writePlans() throws IOException {
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
    plan("half", "backup:\n", other() + "backup:\n");
    plan("nothing", shop.production().url("shop"), shop.production().url("nothing_in_it"));
    plan("blind", "username: backup", "username: half_blind");
    plan("full-disk", "[primary]", "[small]");
    plan("no-key", "encrypt-to: [ops, escrow]", "encrypt-to: [spare, escrow]");
    plan(
        "killed",
        shop.production().url("shop"),
        "postgresql://127.0.0.1:" + silent.port() + "/shop");
    plan("taken-away", "backup.secret", "backup.secret");
    plan("lost-access", "backup.secret", "changing.secret");
    secret("changing", "backup-secret");
  }

  @AfterAll
  static void stop() throws Exception {
    if (diskIsSmall) {
      run("umount", shop.home().resolve("small").toString());
    }
    anotherAddress.close();
    silent.close();
    shop.close();
  }

  /** As an administrator does it in Cockpit. */
  static void deleteInTheEngine(String run) {
    RuntimeService runtime = shop.server().getBean(ProcessEngine.class).getRuntimeService();
    runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(run)
        .list()
        .forEach(stuck -> runtime.deleteProcessInstance(stuck.getId(), "the test is over"));
  }

  /** Dumps on their way; the same program is also asked for its version. */
  static Stream<ProcessHandle> dumps() {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("pg_dump --format"));
  }

  static long waiting(String system) {
    return mails().stream().filter(s -> s.startsWith(system + ": YOUR TURN")).count();
  }

  static List<String> mails() {
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
  static List<String> points(String system) {
    List<String> ids = new ArrayList<>();
    for (JsonNode point :
        shop.as("oncall").get("/api/v1/systems/" + system + "/points").path("points")) {
      if (List.of("sealed", "verified", "proven").contains(point.path("state").asText())) {
        ids.add(point.path("point").asText());
      }
    }
    return ids;
  }

  static JsonNode systems() {
    return shop.as("oncall").get("/api/v1/systems");
  }

  static String digest() {
    return shop.server().getBean(io.drillbook.spi.plan.Plans.class).plan("shop").digest();
  }

  static Path member(String point) throws IOException {
    try (Stream<Path> files = Files.list(shop.home().resolve("vault/shop").resolve(point))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".pgdump.zst.pgp"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Not an anchor of the records: those come by the clock, whatever backups do. */
  static boolean isOfBackups(Path file) {
    return Files.isRegularFile(file)
        && !file.toString().contains("/_anchors/")
        && !file.toString().contains("/_papers/");
  }

  /** Every file of the vault and a digest of its bytes, but for anchors and papers. */
  static Map<String, Long> vault() throws IOException {
    Map<String, Long> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(shop.home().resolve("vault"))) {
      for (Path file : files.filter(BadInputBed::isOfBackups).toList()) {
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

  /** A second source, where nobody answers. */
  private static String other() throws IOException {
    return "  other: { kind: postgresql, url: \"postgresql://127.0.0.1:%d/x\", username: x }\n"
        .formatted(deadPort());
  }

  private static String target(String name, String url) {
    return "  %s: { sources: { db: { url: \"%s\", username: postgres, password: \"${file:%s}\" } } }\n"
        .formatted(name, url, shop.home().resolve("admin.secret"));
  }

  static void secret(String name, String value) throws IOException {
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
