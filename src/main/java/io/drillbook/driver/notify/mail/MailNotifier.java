package io.drillbook.driver.notify.mail;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.spi.notify.MailReach;
import io.drillbook.spi.notify.Notifier;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.secret.Secret;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends plain-text mail in UTF-8 by SMTP, marked as automatic so that nobody's holiday answers. */
public final class MailNotifier implements Notifier, MailReach {
  private static final String LIMIT_MILLIS = "10000";

  private final JavaMailSenderImpl sender;
  private final String from;

  MailNotifier(JavaMailSenderImpl sender, String from) {
    this.sender = sender;
    this.from = from;
  }

  /**
   * A notifier that hands its mail to the server at that address.
   *
   * @param startTls whether the connection must be encrypted before anything is said
   * @param username login, where the server wants one
   */
  public static MailNotifier smtp(
      String host,
      int port,
      String from,
      boolean startTls,
      Optional<String> username,
      Optional<Secret> password) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(host);
    sender.setPort(port);
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    username.ifPresent(sender::setUsername);
    password.map(Secret::reveal).ifPresent(sender::setPassword);
    Properties properties = sender.getJavaMailProperties();
    // Without limits a mail server that hangs would hold the runbook's step for ever.
    properties.setProperty("mail.smtp.connectiontimeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.timeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.auth", String.valueOf(username.isPresent()));
    // Required, not only enabled: else an attacker strips it and reads login and alert.
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return new MailNotifier(sender, from);
  }

  @Override
  public String reach() {
    String server = sender.getHost() + ":" + sender.getPort();
    try {
      sender.testConnection();
      return server;
    } catch (MessagingException e) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to hand over mail: '" + server + "'",
          "Check 'mail' in drillbook.yaml and the mail server: "
              + oneLine(String.valueOf(e.getMessage())),
          e);
    }
  }

  @Override
  public Receipt send(Delivery delivery) {
    Optional<InternetAddress> to = address(delivery.recipient());
    if (to.isEmpty()) {
      return new Receipt.Refused("no mail address: '" + oneLine(delivery.recipient()) + "'");
    }
    try {
      sender.send(message(delivery, to.get()));
      return new Receipt.Delivered(false);
    } catch (MailException | MessagingException e) {
      return MailTrouble.of(e);
    }
  }

  private MimeMessage message(Delivery delivery, InternetAddress to) throws MessagingException {
    MimeMessage message = sender.createMimeMessage();
    message.setFrom(
        address(from).orElseThrow(() -> new AddressException("no mail address: '" + from + "'")));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(oneLine(delivery.message().subject()), StandardCharsets.UTF_8.name());
    message.setText(delivery.message().text(), StandardCharsets.UTF_8.name());
    message.setHeader("Auto-Submitted", "auto-generated");
    // The same for every try: a mail system that has it already can drop the double.
    message.setHeader("Message-ID", "<" + delivery.id() + "@drillbook.invalid>");
    return message;
  }

  /** A line break would end the header: whoever controls a name could add recipients or text. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static Optional<InternetAddress> address(String text) {
    if (!oneLine(text).equals(text.strip())) {
      return Optional.empty();
    }
    try {
      InternetAddress address = new InternetAddress(text.strip(), true);
      address.validate();
      return Optional.of(address);
    } catch (AddressException e) {
      return Optional.empty();
    }
  }
}
