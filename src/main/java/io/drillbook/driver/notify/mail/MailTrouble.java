package io.drillbook.driver.notify.mail;

import io.drillbook.spi.notify.Receipt;
import jakarta.mail.MessagingException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.springframework.mail.MailSendException;

/**
 * What a mail that was not handed over means: an address that the mail server refuses for good is
 * refused for good, everything else may be put right and is tried again.
 */
final class MailTrouble {
  private static final int FIRST_PERMANENT = 500;

  private MailTrouble() {}

  static Receipt of(Exception trouble) {
    Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>(List.of(trouble));
    while (!open.isEmpty()) {
      Throwable next = open.pop();
      if (!all.add(next)) {
        continue;
      }
      if (next instanceof SMTPAddressFailedException address
          && address.getReturnCode() >= FIRST_PERMANENT) {
        return new Receipt.Refused(inWords(address));
      }
      open.addAll(behind(next));
    }
    return new Receipt.Later(inWords(trouble));
  }

  private static List<Throwable> behind(Throwable trouble) {
    Deque<Throwable> behind = new ArrayDeque<>();
    Optional.ofNullable(trouble.getCause()).ifPresent(behind::add);
    if (trouble instanceof MailSendException mail) {
      behind.addAll(List.of(mail.getMessageExceptions()));
    }
    if (trouble instanceof MessagingException mail) {
      Optional.ofNullable(mail.getNextException()).ifPresent(behind::add);
    }
    return List.copyOf(behind);
  }

  private static String inWords(Exception trouble) {
    return String.valueOf(trouble.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
