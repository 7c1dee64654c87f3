package io.drillbook.driver.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.notify.Notifier;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
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
    notifier(mail.getSmtp().getPort())
        .send(List.of("oncall@example.com"), "shop: überfällig", "Käse ist aus.\n");
    MimeMessage message = only();
    assertThat(message.getSubject()).isEqualTo("shop: überfällig");
    assertThat(message.getContent().toString()).contains("Käse ist aus.");
    assertThat(message.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getFrom()[0]).hasToString("drillbook@example.com");
    assertThat(message.getSentDate()).isNotNull();
  }

  @Test
  void aLineBreakInASubjectAddsNoHeader() throws Exception {
    notifier(mail.getSmtp().getPort())
        .send(List.of("oncall@example.com"), "shop\r\nBcc: thief@example.com\r\n\r\nbody", "text");
    MimeMessage message = only();
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getSubject()).doesNotContain("\n").contains("Bcc: thief");
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aLineBreakInAnAddressIsRefusedAndTheOthersGetTheMail() throws Exception {
    List<String> recipients =
        List.of("a@example.com\r\nBcc: thief@example.com", "not an address", "b@example.com");
    assertRefused(() -> notifier(mail.getSmtp().getPort()).send(recipients, "shop: look", "text"));
    assertThat(only().getAllRecipients()).hasSize(1);
    assertThat(only().getAllRecipients()[0]).hasToString("b@example.com");
  }

  @Test
  void aServerThatIsNotThereIsAFault() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertRefused(() -> notifier(port).send(List.of("a@example.com"), "shop: look", "text"));
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
    assertRefused(() -> demanding.send(List.of("a@example.com"), "shop: look", "text"));
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  private static void assertRefused(Runnable sending) {
    assertThatThrownBy(sending::run)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.COMMAND_FAILED);
              assertThat(fault).hasMessageContaining("'shop: look'");
            });
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
