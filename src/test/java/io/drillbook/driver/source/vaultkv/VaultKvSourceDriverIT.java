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
  private static final String VALUE = "correct-horse-battery-staple";
  private static final String MAKE =
      """
      printf 'X-Vault-Token: %s\\n' "$2" > "$4/token"
      api() { curl -sS --fail-with-body --cacert "$2" -H @"$1/token" -o /dev/null --data-binary @- "$3/v1/secret/$4"; }
      put() { api "$bed" "$ca" "$url" "$1"; }
      bed=$4 ca=$3 url=$1
      put metadata/shop/db <<< '{"max_versions": 3, "custom_metadata": {"owner": "shop-team"}}'
      for n in 1 2 3 4 5; do put data/shop/db <<< "{\\"data\\": {\\"password\\": \\"$5-$n\\", \\"port\\": 5432.10}}"; done
      put delete/shop/db <<< '{"versions": [4]}'
      put data/shop/api/key%20ä <<< "{\\"data\\": {\\"key\\": \\"$5\\", \\"more\\": {\\"b\\": [1, null], \\"a\\": \\"x\\\\ny\\"}}}"
      put data/shop/old <<< '{"data": {"gone": "1"}}'
      put data/shop/old <<< '{"data": {"gone": "2"}}'
      put destroy/shop/old <<< '{"versions": [1]}'
      put metadata/shop/empty <<< '{"cas_required": true, "delete_version_after": "1h0m0s"}'
      put data/other/theirs <<< '{"data": {"not": "ours"}}'
      """;

  private static Path bed;
  private static KvServer server;
  private static int targets;

  @BeforeAll
  static void startServer() throws IOException {
    // A short path: the agent's socket allows about a hundred characters.
    bed = Files.createTempDirectory(Path.of("/tmp"), "kv").toRealPath();
    server = new KvServer(bed);
    server.mount("secret");
    server.mount("team/restored");
    Bash.run(
        MAKE,
        server.url("127.0.0.1"),
        KvServer.TOKEN,
        server.caFile().toString(),
        bed.toString(),
        VALUE);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
    Bash.run("GNUPGHOME=$1/gnupg gpgconf --kill all 2>/dev/null || true", bed.toString());
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
    assertThat(all).doesNotContain(VALUE).doesNotContain(KvServer.TOKEN);
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

  @Test
  void aSecretThatChangesWhileItIsReadIsReadAgain() {
    server.onNextValue(
        () ->
            Bash.run(
                "curl -sS --fail-with-body -o /dev/null --cacert $1 -H @$2/token -d '{\"data\":{\"c\":\"d\"}}'"
                    + " $3/v1/secret/data/moving/one",
                server.caFile().toString(),
                bed.toString(),
                server.url("127.0.0.1")));
    Bash.run(
        "curl -sS --fail-with-body -o /dev/null --cacert $1 -H @$2/token -d '{\"data\":{\"a\":\"b\"}}'"
            + " $3/v1/secret/data/moving/one",
        server.caFile().toString(),
        bed.toString(),
        server.url("127.0.0.1"));
    Settings moving = with(settings("moving"), "values-to", List.of("escrow"));
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = driver().capture("db", moving, members, TestStep.of(newRun(), 1));
    assertThat(capture.contents()).containsEntry("values", 2L);
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

  @Test
  void theCommandsOfTheGuideRestoreWithStockTools() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Bash.run(
        "mkdir -m 700 $1/gnupg; GNUPGHOME=$1/gnupg gpg -q --batch --passphrase ''"
            + " --quick-generate-key escrow default default never",
        bed.toString());
    for (Member member : members.members()) {
      Files.write(bed.resolve("plain.member"), members.bytes(member.file()));
      Bash.run(
          "cd $1; zstd -q -1 < plain.member | GNUPGHOME=$1/gnupg gpg --batch --trust-model always"
              + " -r escrow -o $2 -e",
          bed.toString(),
          member.file());
    }
    Settings target = newTarget();
    String markdown = driver().manualRestore(capture, members.members());
    String commands = markdown.substring(markdown.indexOf("```bash") + 7);
    Files.writeString(bed.resolve("typed.sh"), commands.substring(0, commands.indexOf("```")));
    Bash.run(
        "cd $1; GNUPGHOME=$1/gnupg VAULT_ADDR=$2 VAULT_TOKEN=$3 CURL_CA_BUNDLE=$4 MOUNT=restored"
            + " VAULT_NAMESPACE=team PREFIX=$5 bash typed.sh 2>&1",
        bed.toString(),
        server.url("127.0.0.1"),
        KvServer.TOKEN,
        server.caFile().toString(),
        prefix(target));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }
}
