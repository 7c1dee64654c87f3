package io.drillbook.runbooks;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;

/** Looks into mails that call people to an approval. */
final class DecisionMails {
  private DecisionMails() {}

  /** A mail to somebody, with a link to this path. */
  static boolean leads(MimeMessage mail, String to, String path) {
    try {
      return String.valueOf(mail.getContent()).contains(path)
          && List.of(mail.getAllRecipients()).toString().contains(to);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
