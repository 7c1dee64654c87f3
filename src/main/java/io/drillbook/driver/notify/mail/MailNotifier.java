package io.drillbook.driver.notify.mail;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.notify.MailReach;
import io.drillbook.spi.notify.Notifier;
import io.drillbook.spi.secret.Secret;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    // One address that is refused must not keep the alert from everybody else.
    properties.setProperty("mail.smtp.sendpartial", "true");
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
  public void send(List<String> recipients, String subject, String text) {
    List<InternetAddress> good = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String recipient : recipients) {
      address(recipient).ifPresentOrElse(good::add, () -> refused.add(oneLine(recipient)));
    }
    if (!good.isEmpty()) {
      handOver(good, subject, text);
    }
    // The others have it by now: a mistyped address must not keep an alert from everybody.
    if (!refused.isEmpty()) {
      throw failed(subject, "no mail address: " + refused, null);
    }
  }

  private void handOver(List<InternetAddress> recipients, String subject, String text) {
    try {
      MimeMessage message = sender.createMimeMessage();
      message.setFrom(
          address(from).orElseThrow(() -> failed(subject, "no mail address: " + from, null)));
      message.setRecipients(Message.RecipientType.TO, recipients.toArray(InternetAddress[]::new));
      message.setSubject(oneLine(subject), StandardCharsets.UTF_8.name());
      message.setText(text, StandardCharsets.UTF_8.name());
      message.setHeader("Auto-Submitted", "auto-generated");
      sender.send(message);
    } catch (MailException | MessagingException e) {
      throw failed(subject, oneLine(String.valueOf(e.getMessage())), e);
    }
  }

  private static Fault failed(String subject, String why, Exception cause) {
    return new Fault(
        FaultCode.COMMAND_FAILED,
        "unable to hand over the mail: '" + oneLine(subject) + "'",
        "Check 'mail' in drillbook.yaml, the mail server and the addresses of the plan: " + why,
        cause);
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
