package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.effect.EffectWords;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.path.RedeployLedger;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import io.drillbook.driver.check.command.CommandCheckDriver;
import io.drillbook.driver.check.http.HttpCheckDriver;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.CheckDrivers;
import io.drillbook.usecase.restore.RunCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands and a real, small pipeline over HTTP bring a release out again. */
class RedeployServiceIT {
  private static final StepRef STEP = StepRef.of("serviceTask_redeployService", "Redeploy service");
  private static final String RUN = TestStep.first().runId();

  @TempDir Path folder;
  private final SmallPipeline pipeline = SmallPipeline.start();
  private final List<EntryDraft> lines = new ArrayList<>();
  private final RedeployService.Ledger ledger =
      new RedeployService.Ledger() {
        @Override
        public RedeployLedger.State of(String step) {
          return new RedeployLedger(lines).of(step);
        }

        @Override
        public void note(String what, String step, Map<String, String> details) {
          Map<String, String> all = new TreeMap<>(details);
          all.put(RedeployLedger.STEP, step);
          lines.add(Entries.fact(Instant.EPOCH, STEP, "test", what, all));
        }
      };

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private RedeployService service() {
    CheckDrivers checks =
        new CheckDrivers(
            List.of(
                new HttpCheckDriver(),
                new CommandCheckDriver(reference -> Secret.of("s3cret"), folder)));
    return new RedeployService(
        new RunCommand(folder, Duration.ofMinutes(1)), checks, reference -> Secret.of("s3cret"));
  }

  private int redeploy(String yaml) {
    return redeploy(yaml, Scenario.APPLICATION_ERROR);
  }

  private int redeploy(String yaml, Scenario scenario) {
    return service().redeploy(plan(yaml), scenario, "standby", ledger, TestStep.first());
  }

  private static ProtectionPlan plan(String yaml) {
    return PlanFixture.with("recovery:\n", "recovery:\n  redeploy:\n" + yaml.indent(4));
  }

  private List<String> outcomes() {
    return lines.stream().map(line -> line.outcome() + " " + line.detail("redeploy")).toList();
  }

  @Test
  void stepsRunInOrderWithKeyAndTargetInTheirEnvironment() throws Exception {
    redeploy(
        """
        - name: migrate
          command: [sh, -c, 'echo "$DRILLBOOK_IDEMPOTENCY_KEY $DRILLBOOK_SCENARIO $TARGET_DB_URL" > migrated']
          probe: { command: [test, -s, migrated] }
        - name: restart
          command: [sh, -c, 'cat migrated > restarted; echo $TARGET_DB_PASSWORD']
        """);
    assertThat(Files.readString(folder.resolve("restarted")).strip())
        .isEqualTo(RUN + ":migrate application-error postgresql://127.0.0.1:5433/shop");
    assertThat(outcomes())
        .containsExactly(
            "redeploy begins migrate",
            "redeployed migrate",
            "redeploy begins restart",
            "redeployed restart");
    assertThat(lines).noneMatch(line -> line.toString().contains("s3cret"));
  }

  @Test
  void aStepOfAnotherScenarioIsLeftOut() {
    assertThat(
            redeploy(
                """
                - { name: roll-back, command: ['false'], scenarios: [application-error] }
                - { name: purge, command: ['true'], scenarios: [lost-media] }
                """,
                Scenario.LOST_MEDIA))
        .isEqualTo(1);
    assertThat(outcomes()).containsExactly("redeploy begins purge", "redeployed purge");
  }

  @Test
  void aStepThatFailsStopsTheOthersAndIsTriedAgainAloneAfterwards() throws Exception {
    String steps =
        """
        - { name: migrate, command: [sh, -c, 'echo once >> migrated'] }
        - { name: restart, command: [test, -e, repaired] }
        """;
    assertThatThrownBy(() -> redeploy(steps)).isInstanceOf(Fault.class);
    Files.createFile(folder.resolve("repaired"));
    lines.add(Entries.decision(Instant.EPOCH, STEP, "oncall", Choice.RETRY, "repaired"));
    redeploy(steps);
    assertThat(Files.readAllLines(folder.resolve("migrated"))).containsExactly("once");
    assertThat(outcomes()).contains("redeploy failed restart").endsWith("redeployed restart");
  }

  @Test
  void anotherRecoveryPointIsMigratedAnew() throws Exception {
    String steps = "- { name: migrate, command: [sh, -c, 'echo once >> migrated'] }";
    redeploy(steps);
    lines.add(Entries.decision(Instant.EPOCH, STEP, "oncall", Choice.OTHER_POINT, "older"));
    redeploy(steps);
    assertThat(Files.readAllLines(folder.resolve("migrated"))).hasSize(2);
  }

  @Test
  void aStepWhoseProbeDoesNotHoldInTimeIsNoSuccess() {
    assertThatThrownBy(
            () ->
                redeploy(
                    """
                    - name: restart
                      command: ['true']
                      probe: { http: { url: "%s/away" } }
                      within: 2s
                    """
                        .formatted(pipeline.address())))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CHECK_FAILED));
  }

  @Test
  void aPipelineIsTriggeredOnceAndFollowedToItsEnd() {
    pipeline.says("running", "running", "success");
    redeploy(trigger());
    assertThat(pipeline.triggers())
        .containsExactly("Bearer s3cret " + RUN + ":deploy {\"ref\":\"v1.0.0\"}");
    assertThat(lines.get(1).detail("output")).contains("success");
  }

  @Test
  void aPipelineThatFailsIsTakenAtItsWord() {
    pipeline.says("running", "failed");
    assertThatThrownBy(() -> redeploy(trigger()))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.hint()).contains("failed"));
    assertThat(outcomes()).contains("redeploy failed deploy");
  }

  /** A crash between the trigger and its line. */
  @Test
  void aTriggerOfWhichNobodyKnowsIsNotSentAgainBeforeAPersonSaysSo() {
    ledger.note(RedeployLedger.BEGINS, "deploy", Map.of());
    assertThatThrownBy(() -> redeploy(trigger()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.EFFECT_UNKNOWN));
    assertThat(pipeline.triggers()).isEmpty();
    lines.add(Entries.decision(Instant.EPOCH, STEP, "oncall", Choice.RETRY, "it never came"));
    pipeline.says("success");
    redeploy(trigger());
    assertThat(pipeline.triggers()).hasSize(1);
  }

  @Test
  void aPersonWhoSaysThatItIsThereIsBelievedAndNothingIsSentAgain() {
    ledger.note(RedeployLedger.BEGINS, "deploy", Map.of());
    assertCode(FaultCode.EFFECT_UNKNOWN);
    says("there");
    redeploy(trigger());
    assertThat(pipeline.triggers()).isEmpty();
  }

  @Test
  void aTriggerWhoseAnswerIsLostIsForAPersonToTellOf() {
    for (int status : new int[] {0, 502, 504}) {
      pipeline.answersWith(status);
      lines.clear();
      assertCode(FaultCode.EFFECT_UNKNOWN);
      assertThat(outcomes()).containsExactly("redeploy begins deploy");
    }
    int heard = pipeline.triggers().size();
    says("there");
    redeploy(trigger());
    assertThat(pipeline.triggers()).hasSize(heard);
    lines.clear();
    assertCode(FaultCode.EFFECT_UNKNOWN);
    says("again");
    pipeline.answersWith(202);
    pipeline.says("success");
    redeploy(trigger());
    assertThat(outcomes()).endsWith("redeployed deploy");
  }

  @Test
  void aTriggerThatIsRefusedOrThatNobodyTakesIsKnownToHaveFailed() {
    pipeline.answersWith(401);
    assertCode(FaultCode.COMMAND_FAILED);
    pipeline.close();
    assertCode(FaultCode.COMMAND_FAILED);
    assertThat(outcomes()).endsWith("redeploy failed deploy");
  }

  @Test
  void aPipelineThatIsNotThroughInTimeMayStillGoOn() {
    pipeline.says("running");
    assertThatThrownBy(() -> redeploy(trigger().replace("within: 30s", "within: 2s")))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.EFFECT_UNKNOWN));
    assertThat(outcomes()).containsExactly("redeploy begins deploy");
  }

  private void assertCode(FaultCode code) {
    assertThatThrownBy(() -> redeploy(trigger()))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  /** What the form that asks writes: first the decision, then the answer. */
  private void says(String answer) {
    lines.add(Entries.decision(Instant.EPOCH, STEP, "oncall", Choice.RETRY, "I looked"));
    lines.add(
        Entries.fact(
            Instant.EPOCH, STEP, "oncall", EffectWords.ANSWERED, Map.of("answer", answer)));
  }

  @Test
  void aServiceIsRestartedByTheCommandOfItsSupervisor() {
    assertThat(plan("- { name: a, restart: { pm2: shop } }").recovery().redeploy())
        .extracting(RedeployStep::action)
        .extracting(RedeployStep.Action::inWords)
        .containsExactly("pm2 restart shop --update-env");
    assertThat(plan("- { name: a, restart: { systemd: nginx } }").recovery().redeploy())
        .extracting(RedeployStep::action)
        .extracting(RedeployStep.Action::inWords)
        .containsExactly("systemctl restart nginx");
  }

  private String trigger() {
    return """
        - name: deploy
          http:
            url: "%s/deploy"
            body: '{"ref":"v1.0.0"}'
            token: "${CI_TOKEN}"
            status: { done: success, failed: failed }
          within: 30s
        """
        .formatted(pipeline.address());
  }
}
