package io.drillbook.runbooks;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** Looks into mails that call people to an approval. */
final class DecisionMails {
  private DecisionMails() {}

  static boolean leadsTo(MimeMessage mail, String path) {
    try {
      return String.valueOf(mail.getContent()).contains(path);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
