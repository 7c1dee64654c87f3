package io.drillbook.driver.source.vaultkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.Bash;
import io.drillbook.testbed.KvSecrets;
import io.drillbook.testbed.KvServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract against a double of the documented HTTP API, over TLS. */
class VaultKvSourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static KvServer server;
  private static int targets;

  @BeforeAll
  static void startServer() throws IOException {
    bed = Files.createTempDirectory(Path.of("/tmp"), "kv").toRealPath();
    server = new KvServer(bed);
    server.mount("secret");
    server.mount("team/restored");
    KvSecrets.make(server, bed);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
    Disk.removeTree(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new VaultKvSourceDriver(reference -> Secret.of(reference.name()), Clock.systemUTC());
  }

  private static Settings settings(String prefix) {
    return new Settings(
        Map.of(
            "url",
            server.url("127.0.0.1"),
            "token",
            new SecretReference("environment", KvServer.TOKEN),
            "ca-file",
            server.caFile().toString(),
            "prefix",
            prefix));
  }

  @Override
  protected Settings source() {
    return with(settings("shop"), "values-to", List.of("escrow"));
  }

  @Override
  protected Settings newTarget() {
    Map<String, Object> values = new HashMap<>(settings("standby" + ++targets).values());
    values.put("namespace", "team");
    values.put("mount", "restored");
    return new Settings(values);
  }

  private static String mount(Settings place) {
    return place.optionalText("namespace").map(it -> it + "/").orElse("")
        + place.optionalText("mount").orElse("secret");
  }

  private static String prefix(Settings place) {
    return place.text("prefix") + "/";
  }

  @Override
  protected String digest(Settings place) {
    return server.digest(mount(place), prefix(place));
  }

  @Override
  protected void occupy(Settings target) {
    Bash.run(
        "curl -sS --fail-with-body -o /dev/null --cacert $1 -H @$2/token -H 'X-Vault-Namespace: team'"
            + " -d '{\"data\":{\"p\":\"precious\"}}' $3/v1/restored/data/$4theirs",
        server.caFile().toString(),
        bed.toString(),
        server.url("127.0.0.1"),
        prefix(target));
  }

  @Override
  protected boolean isGone(Settings target) {
    return server.isEmpty(mount(target), prefix(target));
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "token", new SecretReference("environment", "wrong"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "url", "https://127.0.0.1:1");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "url", server.url("localhost"));
  }

  @Test
  void versionsKeepTheirNumbersAndWhatWasDeletedIsRememberedAsDeleted() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    assertThat(capture.contents())
        .containsEntry("secrets named", 4L)
        .containsEntry("versions", 6L)
        .containsEntry("values", 4L);
    Settings target = newTarget();
    restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(digest(target))
        .contains("\n 3 {")
        .contains("\n 4 deleted")
        .contains("\n 1 destroyed")
        .contains("5432.1")
        .contains("shop-team")
        .doesNotContain("theirs");
  }

  @Test
  void noValueStandsWhereAnybodyReadsItAndNoneIsReadWhereThePlanDoesNotSaySo() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    StringBuilder all = new StringBuilder(capture.toString()).append(members.members());
    for (Member member : members.members()) {
      if (!member.isSealed()) {
        all.append(new String(members.bytes(member.file()), StandardCharsets.UTF_8));
      }
    }
    all.append(driver().manualRestore(capture, members.members()));
    assertThat(all).doesNotContain(KvSecrets.VALUE).doesNotContain(KvServer.TOKEN);
    server.asked().clear();
    MemoryMembers names = new MemoryMembers("db");
    SourceCapture without =
        driver().capture("db", settings("shop"), names, TestStep.of(newRun(), 1));
    assertThat(server.asked()).noneMatch(it -> it.contains("/data/"));
    Settings target = newTarget();
    RestoreReport report = restore(without, names, target, TestStep.of(newRun(), 1));
    assertThat(report.contents()).isEqualTo(without.contents());
    assertThat(report.notes()).anyMatch(note -> note.contains("anew"));
    assertThat(digest(target)).contains("shop-team").doesNotContain("\n 5");
  }

  @Test
  void withoutAKeyForTheValuesNothingIsWrittenAndTheKeyIsNamed() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    members.loseKeys();
    driver().checkStructure(capture, members.members(), members, TestStep.of(newRun(), 1));
    Settings target = newTarget();
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.KEY_MISSING);
    assertThat(isGone(target)).isTrue();
    Settings names = with(target, "without-values", true);
    assertThat(restore(capture, members, names, TestStep.of(newRun(), 1)).contents())
        .containsEntry("secrets named", 4L)
        .doesNotContainKey("values");
  }

  /** Writes one value, or deletes the first version. */
  private static void post(String what, String secret, String body) {
    Bash.run(
        "curl -sS --fail-with-body -o /dev/null --cacert $1 -H @$2/token -d \"$6\" $3/v1/secret/$4/$5",
        server.caFile().toString(),
        bed.toString(),
        server.url("127.0.0.1"),
        what,
        secret,
        body);
  }

  private static void put(String secret, String value) {
    post("data", secret, "{\"data\":{\"a\":\"" + value + "\"}}");
  }

  private SourceCapture captureOf(String prefix, MemoryMembers members) {
    Settings settings = with(settings(prefix), "values-to", List.of("escrow"));
    return driver().capture("db", settings, members, TestStep.of(newRun(), 1));
  }

  @Test
  void aSecretThatChangesWhileItIsReadIsReadAgain() {
    put("moving/one", "b");
    server.onNextValue(() -> put("moving/one", "d"));
    SourceCapture capture = captureOf("moving", new MemoryMembers("db"));
    assertThat(capture.contents()).containsEntry("values", 2L);
  }

  @Test
  void aVersionThatIsDeletedWhileItIsReadComesBackAsDeleted() {
    put("leaving/one", "b");
    put("leaving/one", "c");
    server.onNextValue(() -> post("delete", "leaving/one", "{\"versions\":[1]}"));
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = captureOf("leaving", members);
    assertThat(capture.contents()).containsEntry("values", 1L);
    Settings target = newTarget();
    restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(digest(target)).contains("\n 1 deleted").contains("\n 2 {\"a\":\"c\"}");
  }

  @Test
  void aValueThatAServerWhichLagsBehindDoesNotHaveIsNotTakenForADeletedOne() {
    put("late/one", "b");
    put("late/two", "b");
    server.lagWith("late/one");
    Fault fault = fault(() -> captureOf("late", new MemoryMembers("db")));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("secret/late").contains("nobody deleted it");
  }

  @Test
  void aPlaceThatSomebodyTookMeanwhileIsLeftAlone() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    members.onFirstOpen(() -> occupy(target));
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    assertThat(digest(target)).contains("precious");
  }

  @Test
  void anEmptyPlaceAnEngineOfVersionOneAndHttpAreRefused() {
    assertThat(refused(settings("nothing-here")).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    Fault old = refused(with(settings("shop"), "mount", "legacy"));
    assertThat(old.code()).isEqualTo(FaultCode.INPUT_INVALID);
    assertThat(old.getMessage()).contains("version 2");
    Fault http = refused(with(settings("shop"), "url", "http://vault.example.com:8200"));
    assertThat(http.hint()).contains("https");
  }

  private Fault refused(Settings settings) {
    return fault(
        () -> driver().capture("db", settings, new MemoryMembers("db"), TestStep.of(newRun(), 1)));
  }
}
