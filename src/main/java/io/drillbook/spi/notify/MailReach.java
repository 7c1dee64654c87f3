package io.drillbook.spi.notify;

/** Whether mail could be handed over now. */
public interface MailReach {
  /**
   * Connects, logs in and leaves again; sends nothing.
   *
   * @return the server in words
   * @throws io.drillbook.domain.fault.Fault COMMAND_FAILED where no mail could be handed over
   */
  String reach();
}
