package io.drillbook.driver.cutover.dns;

import io.drillbook.driver.cutover.dns.DnsServer.Holding;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Update;

/** Replaces what a record holds, but only if it still holds what was seen: compare and set. */
final class RecordChange {
  private final DnsSettings settings;
  private final DnsServer server;
  private final Optional<TSIG> key;

  RecordChange(DnsSettings settings, DnsServer server, Optional<TSIG> key) {
    this.settings = settings;
    this.server = server;
    this.key = key;
  }

  /**
   * Sends the change.
   *
   * @throws io.drillbook.domain.fault.Fault CUTOVER_FAILED where the server says no
   * @throws IOException where no answer came: whether it took effect is open
   */
  void send(Holding seen, Set<Record> next) throws IOException {
    Update update = new Update(settings.zone(), DClass.IN);
    for (Record old : seen.records()) {
      // RFC 2136, 2.4.2: the records of a prerequisite carry a TTL of zero.
      update.present(
          Record.newRecord(old.getName(), old.getType(), DClass.IN, 0, old.rdataToWireCanonical()));
    }
    update.delete(settings.record(), settings.type());
    for (Record each : next) {
      update.add(
          Record.newRecord(
              settings.record(),
              settings.type(),
              DClass.IN,
              settings.ttl(),
              each.rdataToWireCanonical()));
    }
    Message answer = server.update(update, key);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw DnsFaults.refused(settings, answer, key.isPresent());
    }
  }
}
