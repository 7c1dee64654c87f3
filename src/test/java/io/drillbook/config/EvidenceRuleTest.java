package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.EvidenceTerms;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.AgreedTerms;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.system.EvidenceRule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What drillbook.yaml and plans say for evidence. */
class EvidenceRuleTest {
  private static final String RULE =
      """
      evidence:
        sign-with: signer
        retain: 3650d
        anchor: { vaults: [offsite], schedule: "30 2 * * *", sign-with: ops }
      """;

  private static final String TERMS =
      """
      evidence:
        risk-reference: BIA-7
        assumptions: [the second site is up]
        third-parties: [Hoster GmbH]
        scenarios:
          site-disaster: { risk-reference: BIA-9, success-criteria: [orders are there] }
      drills:
        weekly:
          schedule: "0 4 * * 0"
          target: sandbox
          scenario: site-disaster
          announced: false
          assumptions: [nobody was told]
      """;

  @TempDir Path temp;
  private ConfigurationFolder configuration;

  @BeforeEach
  void copyTheExample() {
    configuration = new ConfigurationFolder(temp.resolve("config"));
  }

  private ServerReading server(String more) {
    configuration.write("drillbook.yaml", ConfigurationFolder.example("drillbook") + more);
    return new ServerReader(ConfigurationFolder.KINDS).read(temp.resolve("config"));
  }

  private EvidenceRule rule(String more) {
    ServerReading reading = server(more);
    assertThat(reading.findings()).isEmpty();
    return reading.configuration().orElseThrow().evidence();
  }

  private String finding(String text, String replacement) {
    assertThat(RULE).contains(text);
    List<Finding> found = server(RULE.replace(text, replacement)).findings();
    assertThat(found).hasSize(1);
    return found.get(0).toString();
  }

  @Test
  void theRuleIsReadAndHasDefaults() {
    EvidenceRule rule = rule(RULE);
    assertThat(rule.signWith()).contains("signer");
    assertThat(rule.retain().orElseThrow()).hasDays(3650);
    assertThat(rule.anchor().vaults()).containsExactly("offsite");
    assertThat(rule.anchor().schedule()).contains("30 2 * * *");
    assertThat(rule.anchor().signWith()).contains("ops");
    EvidenceRule usual = rule("");
    assertThat(usual.signWith()).isEmpty();
    assertThat(usual.retain()).isEmpty();
    assertThat(usual.anchor().vaults()).containsExactly("primary", "offsite", "cold");
    assertThat(usual.anchor().schedule()).contains("0 1 * * *");
    assertThat(usual.anchor().signWith()).as("the first plan's").isEmpty();
    assertThat(usual.anchor().isOn()).isTrue();
    assertThat(rule("evidence: { sign-with: signer }\n").anchor().signWith()).contains("signer");
    assertThat(rule("evidence: { anchor: { schedule: off } }\n").anchor().isOn()).isFalse();
  }

  @Test
  void whatIsWrongWithTheRuleIsNamed() {
    assertThat(finding("vaults: [offsite]", "vaults: [offsight]"))
        .contains("unable to find the vault: 'offsight'", "offsite");
    assertThat(finding("sign-with: ops", "sign-with: escrow"))
        .contains("unable to sign with the key: 'escrow'", "[ops, signer]");
    assertThat(finding("sign-with: signer", "sign-with: nobody")).contains("'nobody'");
    assertThat(finding("anchor:", "anker:")).contains("'anker'", "[sign-with, retain, anchor]");
    assertThat(finding("schedule:", "shedule:")).contains("'shedule'");
    assertThat(finding("\"30 2 * * *\"", "\"30 2\"")).contains("30 2");
    assertThat(finding("retain: 3650d", "retain: forever")).contains("forever");
    assertThat(finding("vaults: [offsite]", "vaults: []")).contains("vaults");
  }

  private static ProtectionPlan plan(String terms) {
    return PlanFixture.with(
        "drills:\n  weekly:  { schedule: \"0 4 * * 0\", target: sandbox, scenario:"
            + " database-corruption }\n",
        terms);
  }

  @Test
  void aDrillSaysMoreThanItsScenarioAndThatMoreThanTheSystem() {
    ProtectionPlan plan = plan(TERMS);
    EvidenceTerms drill =
        plan.evidence().of(Optional.of(Scenario.SITE_DISASTER), Optional.of("weekly"));
    assertThat(drill.announced()).contains(false);
    assertThat(drill.assumptions()).containsExactly("nobody was told");
    assertThat(drill.successCriteria()).containsExactly("orders are there");
    assertThat(drill.riskReference()).contains("BIA-9");
    assertThat(drill.thirdParties()).containsExactly("Hoster GmbH");
    EvidenceTerms incident =
        plan.evidence().of(Optional.of(Scenario.SERVER_FAILURE), Optional.empty());
    assertThat(incident.announced()).isEmpty();
    assertThat(incident.riskReference()).contains("BIA-7");
    assertThat(incident.assumptions()).containsExactly("the second site is up");
    assertThat(PlanFixture.shop().evidence().of(Optional.empty(), Optional.empty()).isEmpty())
        .isTrue();
  }

  @Test
  void whatWasAgreedStandsInTheRecord() {
    EvidenceTerms terms =
        plan(TERMS).evidence().of(Optional.of(Scenario.SITE_DISASTER), Optional.of("weekly"));
    Instant at = Instant.parse("2026-11-21T02:00:00Z");
    var line =
        RecordChain.next(
            "drill-1",
            ChainHead.empty(),
            AgreedTerms.line(at, "timer:drill:weekly", terms).orElseThrow());
    assertThat(AgreedTerms.of(List.of(line))).isEqualTo(terms);
    assertThat(AgreedTerms.line(at, "olga", EvidenceTerms.NONE)).isEmpty();
    assertThat(AgreedTerms.of(List.of())).isEqualTo(EvidenceTerms.NONE);
  }
}
