package io.drillbook.driver.cutover.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** One server of DNS, asked or told something; an answer comes in seconds or not at all. */
final class DnsServer {
  static final int PORT = 53;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final String name;
  private final InetSocketAddress address;

  private DnsServer(String name, InetSocketAddress address) {
    this.name = name;
    this.address = address;
  }

  /** The server at {@code host}, {@code host:port} or {@code [v6]:port}. */
  static DnsServer at(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    boolean port = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = port ? text.substring(0, colon) : text;
    try {
      int number = port ? Integer.parseInt(text.substring(colon + 1)) : PORT;
      return new DnsServer(text, new InetSocketAddress(InetAddress.getByName(host), number));
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + text + "' is no host:port", e);
    }
  }

  /**
   * What a server holds of one name.
   *
   * @param ttl seconds that the answer may still be kept
   * @param authoritative whether the server answers from the zone itself, not from a cache
   */
  record Holding(Set<Record> records, long ttl, boolean authoritative) {}

  /** What it answers for that name; an answer that there is nothing is an answer. */
  Holding ask(Name record, int type, boolean throughCaches) throws IOException {
    Message query = Message.newQuery(Record.newRecord(record, type, DClass.IN));
    if (!throughCaches) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    Message answer = connect(!throughCaches, Optional.empty()).send(query);
    int code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new IOException("it answers " + Rcode.string(code));
    }
    Set<Record> found = new LinkedHashSet<>();
    long ttl = 0;
    for (Record each : answer.getSection(Section.ANSWER)) {
      if (each.getName().equals(record) && each.getType() == type) {
        found.add(each);
        ttl = Math.max(ttl, each.getTTL());
      } else if (each.getName().equals(record) && each.getType() == Type.CNAME) {
        found.add(each);
      }
    }
    return new Holding(found, ttl, answer.getHeader().getFlag(Flags.AA));
  }

  /** The names of the zone's name servers, as this one tells them. */
  Set<Name> nameServers(Name zone) throws IOException {
    Set<Name> names = new LinkedHashSet<>();
    for (Record each : ask(zone, Type.NS, false).records()) {
      names.add(each.getAdditionalName());
    }
    return names;
  }

  /** Sends an update by TCP and gives the answer, whatever it says. */
  Message update(Message update, Optional<TSIG> key) throws IOException {
    return connect(true, key).send(update);
  }

  String name() {
    return name;
  }

  InetSocketAddress address() {
    return address;
  }

  private SimpleResolver connect(boolean tcp, Optional<TSIG> key) {
    SimpleResolver resolver = new SimpleResolver(address);
    resolver.setTCP(tcp);
    resolver.setTimeout(PATIENCE);
    key.ifPresent(resolver::setTSIGKey);
    return resolver;
  }
}
