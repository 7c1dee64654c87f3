package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.Outreach;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels, their names in plans, and the dead-man's signal. */
class OutreachTest {
  private static final String NOTIFY =
      "notify: { oncall: [oncall@example.com], managers: [cto@example.com] }";
  private static final String CHANNELS =
      """
      channels:
        chat:  { kind: slack, url: "${file:/etc/drillbook/chat}" }
        pager: { kind: json, url: "${PAGER_URL}", secret: "${PAGER_SECRET}", confirms: true, ca-file: ca.pem }
      dead-man: { url: "${DEAD_MAN_URL}", every: 2m }
      notices: { keep: 90d }
      """;

  @TempDir Path temp;
  private ConfigurationFolder configuration;

  @BeforeEach
  void copyTheExample() {
    configuration = new ConfigurationFolder(temp.resolve("config"));
  }

  @Test
  void channelsAndTheSignalAreRead() {
    ServerReading reading = server(CHANNELS);
    assertThat(reading.findings()).isEmpty();
    Outreach outreach = reading.configuration().orElseThrow().outreach();
    assertThat(outreach.channels()).containsOnlyKeys("chat", "pager");
    assertThat(outreach.channels().get("chat").url())
        .isEqualTo(new SecretReference("file", "/etc/drillbook/chat"));
    assertThat(outreach.channels().get("pager").confirms()).isTrue();
    assertThat(outreach.channels().get("pager").caFile()).contains(temp.resolve("config/ca.pem"));
    assertThat(outreach.deadMan().orElseThrow().every()).hasMinutes(2);
    assertThat(outreach.keepNotices()).hasDays(90);
    assertThat(reading.around().channels()).containsExactlyInAnyOrder("chat", "pager");
    assertThat(server("").configuration().orElseThrow().outreach()).isEqualTo(Outreach.NONE);
  }

  @Test
  void whatIsWrongWithAChannelIsNamed() {
    assertThat(finding("url: \"${PAGER_URL}\"", "url: \"https://example.com/token\""))
        .contains("a literal secret is refused")
        .doesNotContain("token");
    assertThat(finding("kind: slack", "kind: slak")).contains("slak", "[slack, json]");
    assertThat(finding("chat: ", "mail: ")).contains("unable to call a channel like this: 'mail'");
    assertThat(finding("kind: slack,", "kind: slack, confirms: true,")).contains("'confirms'");
    assertThat(finding("every: 2m", "every: 200ms")).contains("unable to send a signal that often");
    assertThat(finding("keep: 90d", "keep: 1d")).contains("unable to keep messages that short");
  }

  @Test
  void aPlanNamesChannelsAndASecondOne() {
    NotifyPlan plan =
        read("notify: { oncall: [oncall@example.com, channel:chat], fallback: { after: 2m,"
                + " oncall: [channel:pager] } }")
            .plan()
            .orElseThrow()
            .audience();
    assertThat(plan.oncall()).containsExactly("oncall@example.com", "channel:chat");
    assertThat(plan.second().after()).isEqualTo(Duration.ofMinutes(2));
    assertThat(plan.second().oncall()).containsExactly("channel:pager");
    NotifyPlan plain = read(NOTIFY).plan().orElseThrow().audience();
    assertThat(plain.second().oncall()).isEmpty();
    assertThat(plain.second().after()).hasMinutes(5);
  }

  @Test
  void aPlanThatNamesAChannelWhichIsNotThereIsRefusedWithTheOneThatWasMeant() {
    assertThat(problems("notify: { oncall: [channel:chatt] }"))
        .singleElement()
        .asString()
        .contains("unable to find the channel: 'chatt'", "[chat, pager]", "chat");
    assertThat(problems("notify: { fallback: { managers: [channel:none] } }"))
        .singleElement()
        .asString()
        .contains("unable to find the channel: 'none'");
    assertThat(problems("notify: { fallback: { after: 2h, oncall: [channel:chat] } }"))
        .singleElement()
        .asString()
        .contains("unable to wait that long before the second channel: '2h'");
    assertThat(problems("notify: { oncall: [chat] }"))
        .singleElement()
        .asString()
        .contains("a mail address, or 'channel:NAME'");
  }

  private ServerReading server(String more) {
    configuration.write("drillbook.yaml", ConfigurationFolder.example("drillbook") + more);
    return new ServerReader(ConfigurationFolder.KINDS).read(temp.resolve("config"));
  }

  private String finding(String text, String replacement) {
    assertThat(CHANNELS).contains(text);
    List<Finding> found = server(CHANNELS.replace(text, replacement)).findings();
    assertThat(found).hasSize(1);
    return found.get(0).toString();
  }

  private List<String> problems(String notify) {
    return read(notify).findings().stream().map(Finding::toString).toList();
  }

  private PlanReading read(String notify) {
    String text = ConfigurationFolder.example("plan");
    assertThat(text).contains(NOTIFY);
    Surroundings around =
        new Surroundings(
            Path.of("/"),
            Set.of("primary", "offsite"),
            Set.of("ops", "escrow", "signer"),
            Set.of("ops", "signer"),
            Surroundings.GROUPS,
            Set.of("chat", "pager"));
    return new PlanReader(ConfigurationFolder.KINDS, around, ConfigurationFolder.CLOCK)
        .read(
            Path.of("plans/shop.yaml"),
            text.replace(NOTIFY, notify).getBytes(StandardCharsets.UTF_8));
  }
}
