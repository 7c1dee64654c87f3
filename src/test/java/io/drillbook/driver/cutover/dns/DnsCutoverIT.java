package io.drillbook.driver.cutover.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.cutover.CutoverDriverContract;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.BindServer;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsCutoverIT extends CutoverDriverContract {
  private final Map<String, String> secrets = new HashMap<>();
  private final CutoverDriver driver =
      new DnsCutoverDriver(reference -> Secret.of(secrets.get(reference.name())));
  private BindServer bind;

  @BeforeEach
  void start() throws IOException {
    bind = BindServer.start();
    secrets.put("key", Files.readString(bind.keyFile()));
  }

  @AfterEach
  void stop() {
    bind.close();
  }

  @Override
  protected CutoverDriver driver() {
    return driver;
  }

  @Override
  protected Settings settings() {
    return with();
  }

  @Override
  protected Settings unreachable() {
    bind.stop(1);
    return with("server", bind.secondary());
  }

  @Override
  protected String whoAnswers() {
    return switch (bind.shop()) {
      case BindServer.OLD -> "before";
      case BindServer.NEW -> "after";
      default -> "none";
    };
  }

  @Override
  protected void breakNewPlace() {
    bind.newPlace().stop();
  }

  @Test
  void everyServerAndTheResolverGiveTheNewAnswerAfterwards() {
    String seen = driver.switchOver(settings(), TestStep.first()).detail();
    for (String server : List.of(bind.primary(), bind.secondary(), bind.resolver())) {
      assertThat(BindServer.dig(server, "shop.example.test", "A")).isEqualTo(BindServer.NEW);
      assertThat(seen).contains(server);
    }
    assertThat(seen).contains("3600 s more");
  }

  @Test
  void anUpdateIsSentOnceHoweverOftenTheStepIsRepeated() {
    long before = bind.serial();
    driver.switchOver(settings(), TestStep.first());
    driver.switchOver(settings(), TestStep.first());
    assertThat(bind.serial()).isEqualTo(before + 1);
  }

  @Test
  void preparingLowersTheTtlAndMovesNothing() {
    assertThat(driver.prepare(settings(), TestStep.first()))
        .hasValueSatisfying(it -> assertThat(it).contains("from 3600 s to 1 s"));
    assertThat(
            BindServer.dig(
                bind.primary(), "shop.example.test", "A", "+noshort", "+noall", "+answer"))
        .matches("(?s).*\\s1\\s+IN\\s+A\\s+127\\.0\\.0\\.1.*");
    assertThat(driver.prepare(settings(), TestStep.first())).isEmpty();
    assertThat(driver.switchOver(settings(), TestStep.first()).detail())
        .contains("for up to 1 s more");
  }

  @Test
  void aResolverThatKeepsTheOldAnswerForEverEndsAsUnknownInTime() {
    // The resolver's cache holds the old answer for an hour.
    assertThat(BindServer.dig(bind.resolver(), "shop.example.test", "A")).isEqualTo(BindServer.OLD);
    assertUnknown(with("confirm-within", "2s"), "resolver " + bind.resolver());
    assertThat(whoAnswers()).isEqualTo("after");
  }

  @Test
  void aSecondaryThatKeepsTheOldAnswerForEverEndsAsUnknownInTime() throws IOException {
    try (BindServer stale = BindServer.start()) {
      Settings settings =
          with("authoritative", List.of(bind.primary(), stale.primary()), "confirm-within", "2s");
      assertUnknown(settings, stale.primary() + " answers " + BindServer.OLD);
      assertThat(driver.inspect(settings).place()).isEqualTo(Place.UNKNOWN);
    }
  }

  @Test
  void aServerThatIsSilentEndsAsUnknownInTime() {
    bind.stop(1);
    assertUnknown(with("confirm-within", "1s"), bind.secondary() + " does not answer");
  }

  @Test
  void anUnsignedUpdateIsRefused() {
    assertRefused(with("key", null), "REFUSED", "not signed");
  }

  @Test
  void anotherNameThanTheKeyMayChangeIsRefused() {
    assertRefused(with("record", "other"), "REFUSED", "update-policy");
    assertThat(BindServer.dig(bind.primary(), "other.example.test", "A")).isEqualTo(BindServer.OLD);
  }

  @Test
  void aWrongSecretIsRefused() {
    secrets.put("key", BindServer.key("shop-key", "d3Jvbmc="));
    assertRefused(settings(), "NOTAUTH", "another secret");
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsRefused() {
    secrets.put("key", BindServer.key("no-key", bind.secret()));
    assertRefused(settings(), "NOTAUTH", "no key of that name");
  }

  @Test
  void whetherTheKeyMayChangeTheRecordIsKnownBeforehandWithoutAChange() {
    long serial = bind.serial();
    driver.checkReach(settings());
    assertNoRights(with("key", null), "REFUSED");
    assertNoRights(with("record", "other"), "REFUSED");
    secrets.put("key", BindServer.key("shop-key", "d3Jvbmc="));
    assertNoRights(settings(), "NOTAUTH");
    assertThat(bind.serial()).isEqualTo(serial);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  private void assertNoRights(Settings settings, String code) {
    assertFault(() -> driver.checkReach(settings), FaultCode.CUTOVER_FAILED);
    assertThatThrownBy(() -> driver.checkReach(settings)).hasMessageContaining(code);
  }

  @Test
  void theKeyMayStandInEachFormThatPeopleKeepItIn() {
    secrets.put("key", "hmac-sha256:shop-key:" + bind.secret());
    driver.switchOver(settings(), TestStep.first());
    assertThat(whoAnswers()).isEqualTo("after");
    secrets.put("key", bind.secret());
    driver.switchBack(with("key-name", "shop-key"), TestStep.first());
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void aKeyThatCannotBeReadIsNotQuoted() {
    secrets.put("key", "hmac-sha256:shop-key:!no base64!");
    assertFault(() -> driver.switchOver(settings(), TestStep.first()), FaultCode.INPUT_INVALID);
    assertThatThrownBy(() -> driver.switchOver(settings(), TestStep.first()))
        .hasMessageNotContaining("base64")
        .hasNoCause();
  }

  @Test
  void aRecordThatPointsElsewhereThanThePlanSaysIsLeftAlone() {
    assertFault(
        () -> driver.switchOver(with("from", "127.0.0.9"), TestStep.first()),
        FaultCode.CUTOVER_FAILED);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void aRecordThatIsNotThereIsNotMade() {
    assertFault(
        () -> driver.switchOver(with("record", "shpo", "from", null), TestStep.first()),
        FaultCode.CUTOVER_FAILED);
    assertThat(BindServer.dig(bind.primary(), "shpo.example.test", "A")).isEmpty();
  }

  @Test
  void withoutTheOldPlaceInThePlanThereIsAWayThereAndAHintBack() {
    Settings oneWay = with("from", null);
    assertThat(driver.inspect(oneWay).place()).isEqualTo(Place.BEFORE);
    driver.switchOver(oneWay, TestStep.first());
    assertThatThrownBy(() -> driver.switchBack(oneWay, TestStep.first()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.hint()).contains("write 'from'"));
    assertThat(whoAnswers()).isEqualTo("after");
  }

  private void assertRefused(Settings settings, String code, String hint) {
    assertFault(() -> driver.switchOver(settings, TestStep.first()), FaultCode.CUTOVER_FAILED);
    assertThatThrownBy(() -> driver.switchOver(settings, TestStep.first()))
        .hasMessageContaining(code)
        .isInstanceOfSatisfying(Fault.class, it -> assertThat(it.hint()).contains(hint));
    assertThat(whoAnswers()).isEqualTo("before");
  }

  private void assertUnknown(Settings settings, String seen) {
    assertThatThrownBy(() -> driver.switchOver(settings, TestStep.first()))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.CUTOVER_UNKNOWN);
              assertThat(fault.hint()).contains(seen);
            });
  }

  private Settings with(Object... changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("server", bind.primary());
    values.put("zone", "example.test");
    values.put("record", "shop");
    values.put("from", BindServer.OLD);
    values.put("to", BindServer.NEW);
    values.put("key", new SecretReference("file", "key"));
    values.put("authoritative", List.of(bind.primary(), bind.secondary()));
    values.put("resolvers", List.of(bind.resolver()));
    values.put("probe", "http://127.0.0.1:" + bind.newPlace().port() + "/");
    values.put("ttl", "1s");
    values.put("confirm-within", "1m");
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        values.remove(changes[i]);
      } else {
        values.put((String) changes[i], changes[i + 1]);
      }
    }
    return new Settings(values);
  }
}
