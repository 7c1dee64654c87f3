package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {
  @TempDir Path temp;
  private ConfigurationFolder configuration;

  @BeforeEach
  void copyTheExample() {
    configuration = new ConfigurationFolder(temp);
  }

  private List<String> findings(String text, String replacement) {
    return configuration.findings(text, replacement);
  }

  @Test
  void theExampleOfTheContractIsAPlan() {
    PlanReading reading =
        configuration
            .reader()
            .read(configuration.plan("shop.yaml", ConfigurationFolder.example("plan")));
    assertThat(reading.findings()).isEmpty();
    ProtectionPlan plan = reading.plan().orElseThrow();
    assertThat(plan.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(plan.objectives().rtoFor(Scenario.SITE_DISASTER).rto())
        .isEqualTo(Duration.ofHours(8));
    assertThat(plan.rpoOf("config")).isEqualTo(Duration.ofDays(7));
    assertThat(plan.source("db").settings().secret("password"))
        .contains(new SecretReference("environment", "SHOP_DB_PASSWORD"));
    assertThat(plan.restoreWaves().get(1)).containsExactly("modules");
    assertThat(plan.backup().required()).containsExactly("primary");
    assertThat(plan.target("sandbox").disposable()).isTrue();
    assertThat(plan.target("standby").sources().get("db").text("url"))
        .isEqualTo("postgresql://127.0.0.1:5433/shop");
    assertThat(plan.verify().get(2).settings().list("command")).containsExactly("./smoke-test.sh");
    assertThat(plan.recovery().cutover().get(0).kind()).isEqualTo("dns");
    assertThat(plan.recovery().provision())
        .contains(List.of("terraform", "apply", "-auto-approve"));
    assertThat(plan.approvals().get("cutover").deputies()).contains("managers");
    assertThat(plan.drills().get("weekly").scenario()).isEqualTo(Scenario.DATABASE_CORRUPTION);
    assertThat(plan.digest()).hasSize(64);
  }

  @Test
  void blocksThatAreLeftOutHaveDefaults() {
    Path file =
        configuration.plan(
            "shop.yaml",
            """
            system: shop
            owner: shop-team@example.com
            objectives: { rto: 1h30m, rpo: 24h }
            sources: { media: { kind: directory, path: media } }
            backup: { vaults: [primary], encrypt-to: [ops, escrow], sign-with: signer }
            """);
    PlanReading reading = configuration.reader().read(file);
    assertThat(reading.findings()).isEmpty();
    ProtectionPlan plan = reading.plan().orElseThrow();
    assertThat(plan.objectives().rto()).isEqualTo(Duration.ofMinutes(90));
    assertThat(plan.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(plan.source("media").settings().text("path")).isEqualTo(temp + "/media");
    assertThat(plan.backup().required()).containsExactly("primary");
    assertThat(plan.backup().schedule()).isEmpty();
    assertThat(plan.retention().daily()).isEqualTo(14);
    assertThat(plan.approvals().get("cutover").from()).isEqualTo("approvers");
    assertThat(plan.approvals().get("cutover").deputiesAfter())
        .isEqualTo(Optional.of(Duration.ofMinutes(10)));
    assertThat(plan.audience().oncall()).containsExactly("shop-team@example.com");
    assertThat(plan.recovery().target()).isEmpty();
  }

  @Test
  void anUnknownKeyIsRefusedWithTheOneThatWasMeant() {
    assertThat(findings("schedule: \"0 * * * *\" ", "shedule: \"0 * * * *\" "))
        .singleElement()
        .asString()
        .isEqualTo(
            "plans/shop.yaml:27:3: unable to use the key: 'shedule'. Expected one of [schedule, catch-up,"
                + " vaults, required, encrypt-to, sign-with, signed-before, cold, expected-size, parallel,"
                + " before, after, max-pause]. Did you mean 'schedule'?");
    assertThat(findings("kind: directory, path:", "kind: directory, pat:"))
        .containsExactly(
            "plans/shop.yaml:19:11: unable to find the key of 'media': 'path'. Expected: The"
                + " folder.",
            "plans/shop.yaml:19:30: unable to use the key: 'pat'. Expected one of [kind, rpo,"
                + " after, holds, required, capture-after, path]. Did you mean 'path'?");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    assertThat(
            findings(
                "rto: 4h                      # detection until service confirmed\n  rpo: 1h",
                "rto: soon\n  rpo: 0h\n  rpi: 1h"))
        .hasSize(3)
        .anySatisfy(
            it -> assertThat(it).startsWith("plans/shop.yaml:5:8: ").contains("'rto: soon'"))
        .anySatisfy(it -> assertThat(it).startsWith("plans/shop.yaml:6:8: ").contains("'rpo: 0h'"))
        .anySatisfy(it -> assertThat(it).startsWith("plans/shop.yaml:7:3: ").contains("'rpi'"));
  }

  @Test
  void aSecretInPlainTextIsRefusedAndNeverRepeated() {
    for (String secret :
        List.of("hunter2", "${hunter 2}", "${vault:hunter2}", "\"hunter2 ${X}\"")) {
      assertThat(findings("${SHOP_DB_PASSWORD}", secret))
          .singleElement()
          .asString()
          .isEqualTo(
              "plans/shop.yaml:18:15: unable to use the value of: 'password'. Expected a reference"
                  + " to a secret, ${NAME} for an environment variable or ${file:/path}; a literal"
                  + " secret is refused.");
    }
    assertThat(
            findings(
                "postgresql://127.0.0.1:5432/shop", "postgresql://backup:hunter2@127.0.0.1/shop"))
        .singleElement()
        .asString()
        .startsWith(
            "plans/shop.yaml:16:10: unable to use the value of: 'url'. Expected a text"
                + " without a secret")
        .doesNotContain("hunter2");
  }

  @Test
  void aScheduleThatCannotMeetTheRpoIsRefused() {
    assertThat(findings("\"0 * * * *\"", "\"0 2 * * *\""))
        .containsExactly(
            "plans/shop.yaml:27:13: unable to meet the RPO of 1h of the source 'db' with the"
                + " schedule: '0 2 * * *'. Up to 24h pass between two backups (from"
                + " 2026-11-22T02:00+01:00 to 2026-11-23T02:00+01:00); expected at most 1h, such as"
                + " '0 * * * *', or an RPO of at least 24h.");
  }

  @Test
  void aDailyBackupKeepsAnRpoOfADayButNotOfAnHourLess() {
    String daily = ConfigurationFolder.example("plan").replace("\"0 * * * *\"", "\"30 1 * * *\"");
    Path file = configuration.plan("shop.yaml", daily.replace("rpo: 1h ", "rpo: 24h "));
    assertThat(configuration.reader().read(file).findings()).isEmpty();
    configuration.plan("shop.yaml", daily.replace("rpo: 1h ", "rpo: 23h "));
    assertThat(configuration.reader().read(file).findings())
        .singleElement()
        .asString()
        .contains("unable to meet the RPO of 23h of the source 'db'")
        .contains("such as '0 */12 * * *'");
  }

  @Test
  void aSourceWhoseLogIsKeptMayPromiseMoreThanItsScheduleButNotMoreThanItsMarks() {
    String daily =
        ConfigurationFolder.example("plan")
            .replace("\"0 * * * *\"", "\"30 1 * * *\"")
            .replace("kind: postgresql  ", "kind: postgresql-physical  ");
    Path file = configuration.plan("shop.yaml", daily);
    assertThat(rpoFindings(file)).isEmpty();
    configuration.plan("shop.yaml", daily.replace("rpo: 1h ", "rpo: 30s "));
    assertThat(rpoFindings(file))
        .anyMatch(it -> it.contains("of the source 'db' with a mark every: '1m'"));
  }

  private List<String> rpoFindings(Path file) {
    return configuration.reader().read(file).findings().stream()
        .map(String::valueOf)
        .filter(it -> it.contains("meet the RPO") && it.contains("'db'"))
        .toList();
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThat(findings("zone: Europe/Berlin", "zone: Europe/Berlin\nzone: UTC"))
        .singleElement()
        .asString()
        .startsWith("plans/shop.yaml:4:1: unable to take the key a second time: 'zone'.");
  }

  @Test
  void aFileOfAnotherNameIsRefused() {
    assertThat(findings("system: shop", "system: shoe"))
        .containsExactly(
            "plans/shop.yaml:1:9: unable to protect a system in a file of another name: 'shoe'."
                + " Expected the file's own name, 'shop'.");
  }

  @Test
  void namesThatNothingStandsBehindAreRefused() {
    assertThat(findings("after: [db]", "after: [bd]"))
        .singleElement()
        .asString()
        .contains("unable to find the source: 'bd'", "Did you mean 'db'?");
    assertThat(findings("vaults: [primary, offsite]", "vaults: [primary, offside]"))
        .singleElement()
        .asString()
        .contains("unable to find the vault: 'offside'", "Did you mean 'offsite'?");
    assertThat(findings("required: [primary]", "required: [cold]"))
        .singleElement()
        .asString()
        .contains("unable to find the vault among 'backup.vaults': 'cold'");
    assertThat(findings("encrypt-to: [ops, escrow]", "encrypt-to: [ops, other]"))
        .singleElement()
        .asString()
        .contains("unable to find the key: 'other'");
    assertThat(
            findings(
                "sign-with: signer", "sign-with: signer\n  signed-before: [escrow, lost, escrow]"))
        .hasSize(2)
        .anyMatch(finding -> finding.contains("unable to find the key: 'lost'"))
        .anyMatch(finding -> finding.contains("a second time: 'escrow'"));
    assertThat(findings("sign-with: signer", "sign-with: escrow"))
        .singleElement()
        .asString()
        .contains("unable to sign with the key: 'escrow'");
    assertThat(findings("from: approvers", "from: aprovers"))
        .singleElement()
        .asString()
        .contains("unable to find the group: 'aprovers'", "Did you mean 'approvers'?");
    assertThat(findings("target: standby\n", "target: standbye\n"))
        .singleElement()
        .asString()
        .contains("unable to find the target: 'standbye'", "Did you mean 'standby'?");
    assertThat(findings("- sql:     { source: db", "- sql:     { source: dc"))
        .singleElement()
        .asString()
        .contains("unable to find the source: 'dc'");
    assertThat(findings("kind: postgresql ", "kind: postgres "))
        .singleElement()
        .asString()
        .contains("unable to use the kind: 'postgres'", "Did you mean 'postgresql'?");
  }

  @Test
  void oneRecipientOrTheSameOneTwiceIsTooFew() {
    assertThat(findings("encrypt-to: [ops, escrow]", "encrypt-to: [ops]"))
        .singleElement()
        .asString()
        .contains("'encrypt-to'", "a list of at least 2");
    assertThat(findings("encrypt-to: [ops, escrow]", "encrypt-to: [ops, ops]"))
        .singleElement()
        .asString()
        .contains("unable to take the name a second time: 'ops'");
  }

  @Test
  void sourcesThatWaitForEachOtherAreRefused() {
    assertThat(
            findings("media:  { kind: directory,", "media:  { after: [modules], kind: directory,"))
        .isEmpty();
    assertThat(findings("    password: ${SHOP", "    after: [modules]\n    password: ${SHOP"))
        .singleElement()
        .asString()
        .contains("unable to order the sources: 'db, modules'");
  }

  @Test
  void capturesThatWaitForEachOtherAndPlansWithoutARequiredSourceAreRefused() {
    assertThat(
            findings(
                "    password: ${SHOP",
                "    required: false\n    capture-after: [media]\n    password: ${SHOP"))
        .isEmpty();
    assertThat(findings("    password: ${SHOP", "    capture-after: [db]\n    password: ${SHOP"))
        .singleElement()
        .asString()
        .contains("unable to order the sources: 'db'", "'capture-after'");
    assertThat(findings("kind: ", "required: false, kind: ")).isNotEmpty();
  }

  @Test
  void whatRunsAroundTheCapturesIsReadAndChecked() {
    String hooks =
        """
          parallel: 3
          max-pause: 5m
          before: [ { command: [pm2, stop, shop], undo: [pm2, start, shop], timeout: 20s } ]
          after: [ { command: [/bin/true] } ]
          sign-with: signer
        """;
    assertThat(findings("  sign-with: signer\n", hooks)).isEmpty();
    assertThat(findings("  sign-with: signer\n", hooks.replace("20s", "6m")))
        .singleElement()
        .asString()
        .contains("longer for a program than a pause may last");
    assertThat(findings("  sign-with: signer\n", hooks.replace("undo", "redo")))
        .singleElement()
        .asString()
        .contains("redo");
    assertThat(findings("  sign-with: signer\n", hooks.replace("parallel: 3", "parallel: 0")))
        .singleElement()
        .asString()
        .contains("from 1 to 64");
  }

  @Test
  void aTargetThatIsProductionItselfIsRefused() {
    assertThat(findings("127.0.0.1:5433/shop", "127.0.0.1:5432/shop"))
        .singleElement()
        .asString()
        .contains("unable to take the source 'db' itself as target: 'standby'");
  }

  @Test
  void aDrillNeedsATargetThatMayBeDropped() {
    assertThat(findings("target: sandbox", "target: standby"))
        .singleElement()
        .asString()
        .contains("unable to drill in a target that must last: 'standby'");
  }

  @Test
  void settingsAtATargetAreCheckedByTheKindOfTheSource() {
    assertThat(findings("url: postgresql://127.0.0.1:5433/shop, ", "uri: x, "))
        .hasSize(2)
        .anySatisfy(it -> assertThat(it).contains("unable to use the key: 'uri'"))
        .anySatisfy(it -> assertThat(it).contains("unable to find the key of 'db': 'url'"));
  }

  @Test
  void whatIsNoYamlIsNamedByPlace() {
    assertThat(findings("owner: shop-team@example.com", "owner: [shop"))
        .singleElement()
        .asString()
        .startsWith("plans/shop.yaml:3:5: unable to read the file as YAML:");
    assertThat(findings(ConfigurationFolder.example("plan"), ""))
        .singleElement()
        .asString()
        .contains("it is empty");
  }

  @Test
  void aliasesThatCouldUnfoldAreRefused() {
    assertThat(
            findings(
                "media:  { kind: directory, path: /srv/shop/media, rpo: 24h }",
                "media: &m { kind: directory, path: /srv/shop/media, rpo: 24h }\n  more: *m"))
        .singleElement()
        .asString()
        .contains("unable to use an alias: 'more'");
  }

  @Test
  void namesAreSmallLettersDigitsAndDashes() {
    assertThat(findings("media:  {", "Media/..:  {"))
        .singleElement()
        .asString()
        .contains("unable to use the name in 'sources': 'Media/..'");
  }

  @Test
  void durationsOfDriversReachThemAsIsoText() {
    assertThat(findings("at-least: 1 }", "at-least: 1, within: 1h30m }")).isEmpty();
    Path file =
        configuration.plan(
            "shop.yaml",
            ConfigurationFolder.example("plan")
                .replace("at-least: 1 }", "at-least: 1, within: 1h30m }"));
    assertThat(
            configuration
                .reader()
                .read(file)
                .plan()
                .orElseThrow()
                .verify()
                .get(0)
                .settings()
                .text("within"))
        .isEqualTo("PT1H30M");
  }
}
