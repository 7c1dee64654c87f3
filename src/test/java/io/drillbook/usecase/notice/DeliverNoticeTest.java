package io.drillbook.usecase.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.RetryRule;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.SecondChannel;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real outbox and record; channels that answer what the test says. */
class DeliverNoticeTest {
  private static final Instant BEGIN = Instant.parse("2026-11-26T12:00:00Z");
  private static final Receipt TAKEN = new Receipt.Delivered(false);

  private final Stores stores = new Stores();
  private final Map<String, Receipt> answers = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private Instant now = BEGIN;

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aMessageThatIsTakenIsDeliveredOnceAndOnTheRecord() {
    answers.put("mail", TAKEN);
    tell(SecondChannel.NONE);
    pass();
    pass();
    assertThat(sent).containsExactly("oncall@example.com");
    assertThat(states()).containsExactly("delivered");
    assertThat(onRecord()).containsExactly("delivered to oncall@example.com: shop: look");
  }

  @Test
  void aChannelThatIsDownIsTriedAgainUntilItIsUpWithTheSameId() {
    answers.put("mail", new Receipt.Later("connection refused"));
    tell(SecondChannel.NONE);
    pass();
    now = now.plusSeconds(4);
    pass();
    assertThat(sent).hasSize(1);
    now = now.plusSeconds(1);
    pass();
    now = now.plusSeconds(10);
    answers.put("mail", TAKEN);
    pass();
    assertThat(sent).hasSize(3);
    assertThat(ids).containsOnly(ids.get(0));
    assertThat(states()).containsExactly("delivered");
    assertThat(delivery(0).attempts()).isEqualTo(3);
  }

  @Test
  void aReceiverThatAsksForAWaitIsNotPressed() {
    answers.put("mail", new Receipt.Later("429", Optional.of(Duration.ofMinutes(3))));
    tell(SecondChannel.NONE);
    pass();
    now = now.plus(Duration.ofSeconds(179));
    pass();
    assertThat(sent).hasSize(1);
    now = now.plusSeconds(1);
    pass();
    assertThat(sent).hasSize(2);
  }

  @Test
  void aServerThatDiedWhileSendingLeavesTheMessageToBeSentAgain() {
    answers.put("mail", TAKEN);
    tell(SecondChannel.NONE);
    assertThat(stores.outbox.claim(delivery(0).id(), 0, now.plusSeconds(120))).isTrue();
    pass();
    assertThat(sent).isEmpty();
    now = now.plusSeconds(120);
    pass();
    assertThat(sent).hasSize(1);
  }

  @Test
  void afterAboutADayItIsGivenUpAndTheRecordSaysSo() {
    answers.put("mail", new Receipt.Later("connection refused"));
    tell(SecondChannel.NONE);
    for (int i = 0; i < 200; i++) {
      pass();
      now = now.plus(Duration.ofMinutes(10));
    }
    assertThat(sent).hasSize(150);
    assertThat(states()).containsExactly("gave-up");
    assertThat(onRecord()).containsExactly("NOT DELIVERED to oncall@example.com: shop: look");
  }

  @Test
  void theSecondChannelIsSpared_whereTheFirstWasReached() {
    answers.put("mail", TAKEN);
    tell(chat());
    pass();
    now = now.plus(Duration.ofMinutes(5));
    pass();
    assertThat(sent).containsExactly("oncall@example.com");
    assertThat(states()).containsExactly("delivered", "not-needed");
  }

  @Test
  void theSecondChannelGetsWhatTheFirstDidNotInTime() {
    answers.put("mail", new Receipt.Later("connection refused"));
    answers.put("chat", TAKEN);
    tell(chat());
    pass();
    now = now.plus(Duration.ofMinutes(5)).minusSeconds(1);
    pass();
    assertThat(sent).doesNotContain("channel:chat");
    now = now.plusSeconds(1);
    pass();
    assertThat(sent).contains("channel:chat");
    assertThat(states()).containsExactly("waiting", "delivered");
  }

  @Test
  void theSecondChannelNeedsNoWaitWhereTheFirstIsLostForGood() {
    answers.put("mail", new Receipt.Refused("550 no such user"));
    answers.put("chat", TAKEN);
    tell(chat());
    pass();
    pass();
    assertThat(sent).containsExactly("oncall@example.com", "channel:chat");
    assertThat(onRecord())
        .containsExactly(
            "NOT DELIVERED to oncall@example.com: shop: look",
            "delivered to channel:chat: shop: look");
  }

  @Test
  void aChannelThatConfirmsIsSilentUntilItHas() {
    answers.put("pager", TAKEN);
    answers.put("chat", TAKEN);
    tell(List.of("channel:pager"), chat());
    pass();
    now = now.plus(Duration.ofMinutes(5));
    pass();
    assertThat(sent).containsExactly("channel:pager", "channel:chat");

    tell(List.of("channel:pager"), chat());
    pass();
    new ConfirmNotice(stores.outbox, stores.record, stores.atOnce, clock())
        .confirm(ids.get(2), "olga");
    now = now.plus(Duration.ofMinutes(5));
    pass();
    assertThat(sent).hasSize(3);
    assertThat(onRecord()).contains("confirmed to channel:pager: shop: look");
  }

  @Test
  void aChannelThatIsNotConfiguredIsRefusedAndADefectOfOneIsTriedAgain() {
    tell(List.of("channel:gone", "channel:broken"), SecondChannel.NONE);
    pass();
    assertThat(states()).containsExactly("failed", "waiting");
    assertThat(delivery(0).trouble()).contains("no such channel in drillbook.yaml: 'gone'");
  }

  /** Whoever made the last try died in it. */
  @Test
  void whatWasTriedAsOftenAsMayBeIsGivenUpWithoutBeingClaimedAgain() {
    answers.put("mail", TAKEN);
    tell(SecondChannel.NONE);
    for (int tries = 0; tries < RetryRule.TRIES; tries++) {
      assertThat(stores.outbox.claim(delivery(0).id(), tries, now)).isTrue();
    }
    pass();
    pass();
    assertThat(sent).isEmpty();
    assertThat(states()).containsExactly("gave-up");
    assertThat(delivery(0).attempts()).isEqualTo(RetryRule.TRIES);
    assertThat(onRecord()).containsExactly("NOT DELIVERED to oncall@example.com: shop: look");
  }

  /** Another server looked before, and comes to it late. */
  @Test
  void whatWasSentIsNeverCalledNotNeeded() {
    answers.put("pager", TAKEN);
    answers.put("chat", TAKEN);
    tell(List.of("channel:pager"), chat());
    pass();
    now = now.plus(Duration.ofMinutes(5));
    List<Delivery> seen = stores.outbox.due(now, 20);
    pass();
    new ConfirmNotice(stores.outbox, stores.record, stores.atOnce, clock())
        .confirm(ids.get(0), "olga");
    seen.forEach(deliver()::deliver);
    assertThat(states()).containsExactly("confirmed", "delivered");
  }

  @Test
  void oldMessagesAreForgottenOnceNoneOfTheirDeliveriesIsStillToBeTried() {
    answers.put("mail", TAKEN);
    tell(SecondChannel.NONE);
    pass();
    answers.put("mail", new Receipt.Later("connection refused"));
    tell(SecondChannel.NONE);
    tell(List.of("oncall@example.com", "channel:gone"), SecondChannel.NONE);
    pass();
    ForgetNotices forget =
        new ForgetNotices(
            stores.outbox, Duration.ofDays(400), Clock.offset(clock(), Duration.ofDays(400)));
    assertThat(forget.forget()).isZero();
    now = now.plusSeconds(1);
    tell(SecondChannel.NONE);
    ForgetNotices later =
        new ForgetNotices(
            stores.outbox, Duration.ofDays(400), Clock.offset(clock(), Duration.ofDays(400)));
    assertThat(later.forget()).isEqualTo(1);
    assertThat(later.forget()).isZero();
    assertThat(states()).containsExactlyInAnyOrder("waiting", "waiting", "failed", "waiting");
  }

  private static SecondChannel chat() {
    return new SecondChannel(Duration.ofMinutes(5), List.of("channel:chat"), List.of(), List.of());
  }

  private void tell(SecondChannel second) {
    tell(List.of("oncall@example.com"), second);
  }

  private void tell(List<String> oncall, SecondChannel second) {
    ProtectionPlan shop = PlanFixture.shop();
    ProtectionPlan plan =
        new ProtectionPlan(
            shop.system(),
            shop.owner(),
            shop.zone(),
            shop.objectives(),
            shop.sources(),
            shop.backup(),
            shop.retention(),
            shop.readBack(),
            shop.targets(),
            shop.verify(),
            shop.recovery(),
            shop.approvals(),
            shop.drills(),
            new NotifyPlan(oncall, List.of(), second),
            shop.digest(),
            shop.readiness(),
            EvidencePlan.NONE);
    new NotifyPeople(stores.outbox, clock())
        .run(
            plan,
            new Notice(Set.of(Audience.ONCALL), "shop: look", "text"),
            new About(Optional.of("run-1"), "test", Optional.empty()));
  }

  private void pass() {
    stores.outbox.due(now, 20).forEach(deliver()::deliver);
  }

  private DeliverNotice deliver() {
    return new DeliverNotice(
        stores.outbox,
        stores.record,
        stores.atOnce,
        Map.of("mail", this::send, "chat", this::send, "pager", this::send, "broken", this::fail),
        Set.of("pager"),
        clock());
  }

  private Receipt send(Delivery delivery) {
    sent.add(delivery.recipient());
    ids.add(delivery.id());
    return answers.get(delivery.channel());
  }

  private Receipt fail(Delivery delivery) {
    throw new IllegalStateException("the file of the secret is gone: " + delivery.id());
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private Delivery delivery(int index) {
    return stores.outbox.newest(Optional.empty(), Optional.empty(), 99).get(index);
  }

  private List<String> states() {
    return stores.outbox.newest(Optional.empty(), Optional.empty(), 99).stream()
        .map(it -> it.state().word())
        .toList();
  }

  private List<String> onRecord() {
    return stores.record.entries("run-1").stream()
        .filter(line -> line.entry().kind() == EntryKind.NOTIFIED)
        .map(line -> line.entry().outcome())
        .toList();
  }
}
