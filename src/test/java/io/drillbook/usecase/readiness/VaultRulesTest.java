package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultProbe.Answer;
import io.drillbook.usecase.Bench;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultRulesTest {
  private static final Map<Ability, Answer> GOOD =
      Map.of(Ability.CONDITIONAL_CREATE, Answer.YES, Ability.LIST_AFTER_WRITE, Answer.YES);

  @Test
  void aStoreThatDoesWhatThePlansRelyOnIsReady() {
    assertThat(failures("primary", GOOD, Duration.ofMinutes(-5))).isEmpty();
  }

  @Test
  void whatAPlanReliesOnAndTheStoreLacksIsAFailure() {
    assertThat(failures("primary", without(Ability.CONDITIONAL_CREATE), Duration.ZERO))
        .singleElement()
        .asString()
        .contains("two writers");
    assertThat(failures("offsite", without(Ability.LIST_AFTER_WRITE), Duration.ZERO))
        .singleElement()
        .asString()
        .contains("listed");
  }

  @Test
  void whatCouldNotBeTriedIsNotTakenForThere() {
    assertThat(failures("primary", Map.of(), Duration.ZERO))
        .hasSize(2)
        .allMatch(failure -> failure.contains("could not be tried"));
  }

  @Test
  void aVaultThatNoPlanUsesNeedsNothing() {
    assertThat(failures("spare", Map.of(), Duration.ZERO)).isEmpty();
  }

  @Test
  void aLockThatIsAskedForMustBeThere() {
    assertThat(failures("locked", GOOD, Duration.ZERO)).singleElement().asString().contains("lock");
    Map<Ability, Answer> locks = new HashMap<>(GOOD);
    locks.put(Ability.OBJECT_LOCK, Answer.YES);
    assertThat(failures("locked", locks, Duration.ZERO)).isEmpty();
  }

  @Test
  void aClockThatIsMoreThanFiveMinutesOffIsAFailureInBothDirections() {
    assertThat(failures("primary", GOOD, Duration.ofSeconds(301)))
        .singleElement()
        .asString()
        .contains("ahead");
    assertThat(failures("primary", GOOD, Duration.ofSeconds(-301)))
        .singleElement()
        .asString()
        .contains("behind");
  }

  @Test
  void requiredVaultsAtOneSiteAreAWarning() {
    assertThat(warnings(List.of("primary", "offsite"), "berlin", "berlin")).hasSize(1);
    assertThat(warnings(List.of("primary", "offsite"), "berlin", "oslo")).isEmpty();
    assertThat(warnings(List.of("primary"), "berlin", "berlin")).hasSize(1);
    assertThat(warnings(List.of("primary"), "berlin", "oslo")).isEmpty();
    assertThat(warnings(List.of("primary", "offsite"), "berlin", null)).isEmpty();
  }

  private static Map<Ability, Answer> without(Ability ability) {
    Map<Ability, Answer> answers = new HashMap<>(GOOD);
    answers.put(ability, Answer.NO);
    return answers;
  }

  private static List<String> failures(
      String vault, Map<Ability, Answer> answers, Duration clockAhead) {
    return rules(List.of("primary"), "berlin", "oslo")
        .failures(vault, new VaultProbe(answers, clockAhead));
  }

  private static List<String> warnings(List<String> required, String primary, String offsite) {
    return rules(required, primary, offsite).warnings("primary");
  }

  private static VaultRules rules(List<String> required, String primary, String offsite) {
    Map<String, VaultConfiguration> configured = new LinkedHashMap<>();
    configured.put("primary", vault("primary", primary, Map.of()));
    configured.put("offsite", vault("offsite", offsite, Map.of()));
    configured.put("locked", vault("locked", "oslo", Map.of("lock-for", "30d")));
    configured.put("spare", vault("spare", "oslo", Map.of()));
    return new VaultRules(configured, List.of(Bench.plan(List.of("primary", "offsite"), required)));
  }

  private static VaultConfiguration vault(String name, String site, Map<String, Object> settings) {
    return new VaultConfiguration(name, "s3", new Settings(settings), Optional.ofNullable(site));
  }
}
