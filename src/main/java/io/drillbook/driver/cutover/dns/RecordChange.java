package io.drillbook.driver.cutover.dns;

import io.drillbook.driver.cutover.dns.DnsServer.Holding;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
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
   * Asks whether a change would be allowed, by one that changes nothing: it takes a record away
   * that is not there. Servers judge by name and type, so they judge it like the real one.
   *
   * @throws io.drillbook.domain.fault.Fault CUTOVER_FAILED where the server says no
   * @throws IOException where no answer came
   */
  void rehearse(Holding seen) throws IOException {
    Optional<Record> absent = absent(seen);
    if (absent.isEmpty()) {
      return;
    }
    Update update = new Update(settings.zone(), DClass.IN);
    update.delete(absent.get());
    Message answer = server.update(update, key);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw DnsFaults.refused(settings, answer, key.isPresent());
    }
  }

  /** One of the addresses that belong to nobody; none for a type that has no such. */
  private Optional<Record> absent(Holding seen) throws IOException {
    String nobody =
        switch (settings.type()) {
          case Type.A -> "192.0.2.213";
          case Type.AAAA -> "2001:db8::213";
          case Type.CNAME -> "nobody.invalid.";
          default -> "";
        };
    if (nobody.isEmpty()) {
      return Optional.empty();
    }
    Record made =
        Record.fromString(
            settings.record(), settings.type(), DClass.IN, settings.ttl(), nobody, Name.root);
    return seen.records().stream().anyMatch(it -> sameData(it, made))
        ? Optional.empty()
        : Optional.of(made);
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

  private static boolean sameData(Record one, Record other) {
    return Arrays.equals(one.rdataToWireCanonical(), other.rdataToWireCanonical());
  }
}
