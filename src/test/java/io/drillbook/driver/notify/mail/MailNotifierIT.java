package io.drillbook.driver.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.notice.Message;
import io.drillbook.spi.notify.Notifier;
import io.drillbook.spi.notify.Receipt;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailNotifierIT {
  private final GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  @Test
  void aMailArrivesAsPlainTextInUtf8AndMarkedAsAutomatic() throws Exception {
    assertThat(send("oncall@example.com", "shop: überfällig"))
        .isEqualTo(new Receipt.Delivered(false));
    MimeMessage message = only();
    assertThat(message.getSubject()).isEqualTo("shop: überfällig");
    assertThat(message.getContent().toString()).contains("Käse ist aus.");
    assertThat(message.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getFrom()[0]).hasToString("drillbook@example.com");
    assertThat(message.getSentDate()).isNotNull();
  }

  @Test
  void whetherMailCanBeHandedOverIsKnownWithoutOne() {
    int port = mail.getSmtp().getPort();
    MailNotifier notifier =
        MailNotifier.smtp(
            "127.0.0.1", port, "drillbook@example.com", false, Optional.empty(), Optional.empty());
    assertThat(notifier.reach()).isEqualTo("127.0.0.1:" + port);
    assertThat(mail.getReceivedMessages()).isEmpty();
    mail.stop();
    assertThatThrownBy(notifier::reach)
        .hasMessage("unable to hand over mail: '127.0.0.1:" + port + "'");
  }

  @Test
  void aLineBreakInASubjectAddsNoHeader() throws Exception {
    send("oncall@example.com", "shop\r\nBcc: thief@example.com\r\n\r\nbody");
    MimeMessage message = only();
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getSubject()).doesNotContain("\n").contains("Bcc: thief");
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void whatIsNoAddressIsRefusedForGood() {
    for (String wrong : List.of("a@example.com\r\nBcc: thief@example.com", "not an address")) {
      assertThat(send(wrong, "shop: look")).isInstanceOf(Receipt.Refused.class);
    }
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void everyTryCarriesTheSameIdSoThatADoubleCanBeDropped() throws Exception {
    send("oncall@example.com", "shop: look");
    send("oncall@example.com", "shop: look");
    assertThat(mail.waitForIncomingEmail(5_000, 2)).isTrue();
    for (MimeMessage message : mail.getReceivedMessages()) {
      assertThat(message.getMessageID()).isEqualTo("<n-1@drillbook.invalid>");
    }
  }

  @Test
  void aServerThatIsNotThereIsTriedLater() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(notifier(port).send(delivery("a@example.com", "shop: look")))
        .isInstanceOf(Receipt.Later.class);
  }

  @Test
  void anAddressThatTheServerRefusesForGoodIsNotTriedAgain() throws Exception {
    assertThat(answering("550 no such user")).isInstanceOf(Receipt.Refused.class);
    assertThat(answering("450 mailbox busy")).isInstanceOf(Receipt.Later.class);
  }

  @Test
  void withoutEncryptionNothingIsSaidWhereItIsDemanded() {
    Notifier demanding =
        MailNotifier.smtp(
            "127.0.0.1",
            mail.getSmtp().getPort(),
            "drillbook@example.com",
            true,
            Optional.empty(),
            Optional.empty());
    assertThat(demanding.send(delivery("a@example.com", "shop: look")))
        .isInstanceOf(Receipt.Later.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  /** What comes of a mail to a server that says this to its recipient. */
  private static Receipt answering(String toRecipient) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> serve(socket, toRecipient));
      server.start();
      Receipt receipt =
          notifier(socket.getLocalPort()).send(delivery("gone@example.com", "shop: look"));
      server.join(60_000);
      return receipt;
    }
  }

  private static void serve(ServerSocket socket, String toRecipient) {
    try (Socket client = socket.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      client.getOutputStream().write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String answer = line.startsWith("RCPT") ? toRecipient : "250 ok";
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        if (line.startsWith("QUIT")) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Receipt send(String recipient, String subject) {
    return notifier(mail.getSmtp().getPort()).send(delivery(recipient, subject));
  }

  private static Delivery delivery(String recipient, String subject) {
    Instant now = Instant.parse("2026-11-26T12:00:00Z");
    Message message =
        new Message(
            "n", "shop", Optional.empty(), "e", subject, "Käse ist aus.\n", Optional.empty(), now);
    return new Delivery(
        "n-1",
        message,
        recipient,
        Set.of("ONCALL"),
        false,
        DeliveryState.WAITING,
        0,
        now,
        Optional.empty(),
        "");
  }

  private MimeMessage only() {
    assertThat(mail.waitForIncomingEmail(5_000, 1)).isTrue();
    return mail.getReceivedMessages()[0];
  }

  private static Notifier notifier(int port) {
    return MailNotifier.smtp(
        "127.0.0.1", port, "drillbook@example.com", false, Optional.empty(), Optional.empty());
  }
}
