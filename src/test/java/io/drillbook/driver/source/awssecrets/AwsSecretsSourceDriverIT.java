package io.drillbook.driver.source.awssecrets;

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
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.AwsSecrets;
import io.drillbook.testbed.SecretsManagerServer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract against a double of the documented API with signed requests. */
class AwsSecretsSourceDriverIT extends SourceDriverContract {
  private static SecretsManagerServer server;
  private static int targets;

  @BeforeAll
  static void startServer() {
    server = new SecretsManagerServer();
    AwsSecrets.make(server);
  }

  @AfterEach
  void mend() {
    server.mend();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected SourceDriver driver() {
    return new AwsSecretsSourceDriver(
        reference -> Secret.of(reference.name()),
        Clock.systemUTC(),
        new Pace(Duration.ofMillis(50), 2));
  }

  private static Settings settings(String prefix) {
    return new Settings(
        Map.of(
            "endpoint",
            server.url("127.0.0.1"),
            "region",
            SecretsManagerServer.REGION,
            "access-key",
            new SecretReference("environment", SecretsManagerServer.ACCESS_KEY),
            "secret-key",
            new SecretReference("environment", SecretsManagerServer.SECRET_KEY),
            "prefix",
            prefix));
  }

  @Override
  protected Settings source() {
    return with(settings("shop/"), "values-to", List.of("escrow"));
  }

  @Override
  protected Settings newTarget() {
    return settings("standby" + ++targets + "/");
  }

  @Override
  protected String digest(Settings place) {
    return server.digest(place.text("prefix"));
  }

  @Override
  protected void occupy(Settings target) {
    AwsSecrets.create(server, target.text("prefix") + "theirs", "precious", "team");
  }

  @Override
  protected boolean isGone(Settings target) {
    return server.isEmpty(target.text("prefix"));
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "secret-key", new SecretReference("environment", "wrong"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "endpoint", "http://127.0.0.1:1");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "endpoint", server.url("localhost"));
  }

  @Test
  void versionsKeepTheirIdsTheirLabelsAndTheirBytes() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    assertThat(capture.contents()).containsEntry("secrets named", 3L).containsEntry("values", 4L);
    Settings target = newTarget();
    RestoreReport report = restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(digest(target))
        .contains("[AWSPREVIOUS, green]", "[AWSCURRENT]", "[AWSPENDING, trial]", "AP/+gA==")
        .contains("the shop's \"database\"{team=shop}")
        .doesNotContain("theirs", "-1\"", "bye");
    assertThat(report.notes())
        .anyMatch(
            note -> note.startsWith("rotation was not switched on again") && note.endsWith("'db'"))
        .anyMatch(note -> note.startsWith("encrypted with aws/secretsmanager"))
        .anyMatch(note -> note.startsWith("not made anew") && note.endsWith("'leaving'"));
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
    assertThat(all).doesNotContain(AwsSecrets.VALUE, SecretsManagerServer.SECRET_KEY);
    assertThat(all).contains("\"afterDays\" : \"30\"", "\"deleted\"");
    server.asked().clear();
    MemoryMembers names = new MemoryMembers("db");
    SourceCapture without =
        driver().capture("db", settings("shop/"), names, TestStep.of(newRun(), 1));
    assertThat(server.asked()).noneMatch(it -> it.startsWith("GetSecretValue"));
    Settings target = newTarget();
    RestoreReport report = restore(without, names, target, TestStep.of(newRun(), 1));
    assertThat(report.contents()).isEqualTo(without.contents());
    assertThat(report.notes()).anyMatch(note -> note.contains("anew"));
    assertThat(digest(target)).contains("no value yet").doesNotContain("AWSCURRENT");
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
        .containsEntry("secrets named", 3L)
        .doesNotContainKey("values");
  }

  private SourceCapture captureOf(String prefix) {
    Settings settings = with(settings(prefix), "values-to", List.of("escrow"));
    return driver().capture("db", settings, new MemoryMembers("db"), TestStep.of(newRun(), 1));
  }

  @Test
  void aSecretThatChangesWhileItIsReadIsReadAgain() {
    AwsSecrets.create(server, "moving/one", "", "team");
    AwsSecrets.put(server, "moving/one", 1, "b");
    server.onNextValue(() -> AwsSecrets.put(server, "moving/one", 2, "d"));
    assertThat(captureOf("moving/").contents()).containsEntry("values", 2L);
  }

  @Test
  void aPageThatFailsFailsTheCaptureAndThrottlingIsTransient() {
    server.fail("ListSecrets", 2, 1, 400, "InvalidNextTokenException");
    assertThat(fault(() -> captureOf("shop/")).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    server.fail("GetSecretValue", 1, 20, 400, "ThrottlingException");
    Fault busy = fault(() -> captureOf("shop/"));
    assertThat(busy.code()).isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    server.mend();
    server.fail("ListSecrets", 0, 1, 500, "InternalServiceError");
    assertThat(captureOf("shop/").contents()).containsEntry("values", 4L);
    server.fail("GetSecretValue", 0, 1, 400, "AccessDeniedException");
    assertThat(fault(() -> captureOf("shop/")).code()).isEqualTo(FaultCode.PERMISSION_DENIED);
    server.fail("GetSecretValue", 0, 1, 400, "DecryptionFailure");
    Fault key = fault(() -> captureOf("shop/"));
    assertThat(key.hint()).contains("kms:Decrypt");
    assertThat(key.getMessage()).doesNotContain("the words of the service");
  }

  @Test
  void anAttemptGoesOnWhereAKilledOneStoppedAndDoublesNothing() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    // The first attempt dies: what it would remove again, it may not.
    server.fail("PutSecretValue", 2, 20, 400, "ThrottlingException");
    server.fail("DeleteSecret", 0, 20, 400, "ThrottlingException");
    Fault died = fault(() -> restore(capture, members, target, TestStep.of(run, 1)));
    assertThat(died.code()).isEqualTo(FaultCode.TARGET_UNREACHABLE);
    server.mend();
    assertThat(isGone(target)).isFalse();
    driver().checkTarget(target, source(), run);
    server.asked().clear();
    restore(capture, members, target, TestStep.of(run, 2));
    assertThat(server.asked()).noneMatch(it -> it.startsWith("DeleteSecret"));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void whatSomebodyMadeMeanwhileIsLeftAloneByRestoreAndDiscard() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    members.onFirstOpen(() -> occupy(target));
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    assertThat(digest(target)).contains("precious");
    Settings other = newTarget();
    String run = newRun();
    restore(capture, members, other, TestStep.of(run, 1));
    occupy(other);
    Fault left = fault(() -> driver().discard(other, run));
    assertThat(left.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(digest(other)).isEqualTo("theirs precious{team=shop}\n");
  }

  @Test
  void aListThatLagsBehindIsWaitedForSoThatADiscardFindsAll() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    server.lagBehind(2);
    RestoreReport report = restore(capture, members, target, TestStep.of(run, 1));
    server.lagBehind(0);
    assertThat(report.notes()).noneMatch(note -> note.contains("does not show"));
    driver().discard(target, run);
    assertThat(isGone(target)).isTrue();
  }

  @Test
  void tagsChooseAnEmptyPlaceAndHttpAreRefused() {
    SourceCapture chosen =
        driver()
            .capture(
                "db",
                with(settings("shop/"), "tags", List.of("owner=shop")),
                new MemoryMembers("db"),
                TestStep.of(newRun(), 1));
    assertThat(chosen.contents()).containsEntry("secrets named", 1L);
    assertThat(refused(with(settings("shop/"), "tags", List.of("owner=else"))).code())
        .isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(refused(settings("nothing-here")).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    AwsSecrets.create(server, "managed/one", "", "team");
    server.set("managed/one", "OwningService", "rds");
    assertThat(refused(settings("managed/")).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    Fault http = refused(with(settings("shop/"), "endpoint", "http://secrets.example.com"));
    assertThat(http.hint()).contains("https");
  }

  private Fault refused(Settings settings) {
    return fault(
        () -> driver().capture("db", settings, new MemoryMembers("db"), TestStep.of(newRun(), 1)));
  }
}
