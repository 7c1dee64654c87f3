package io.drillbook.spi.notify;

import java.util.List;

/** Tells people. */
public interface Notifier {
  /**
   * Sends a message; plain text, no secret in it.
   *
   * @throws io.drillbook.domain.fault.Fault COMMAND_FAILED where it could not be handed over; the
   *     caller records that
   */
  void send(List<String> recipients, String subject, String text);
}
