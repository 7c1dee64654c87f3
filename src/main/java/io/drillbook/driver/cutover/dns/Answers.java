package io.drillbook.driver.cutover.dns;

import io.drillbook.driver.cutover.dns.DnsServer.Holding;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What all servers and resolvers of a plan answer for its record. */
final class Answers {
  private final DnsSettings settings;

  Answers(DnsSettings settings) {
    this.settings = settings;
  }

  /** Where users are sent, if all authoritative servers agree. */
  CutoverState inspect() {
    Map<String, String> seen = new LinkedHashMap<>();
    List<Place> places = new ArrayList<>();
    for (String server : servers()) {
      places.add(ask(server, false, seen));
    }
    Place first = places.get(0);
    boolean agree = places.stream().allMatch(first::equals);
    return new CutoverState(agree ? first : Place.UNKNOWN, inWords(seen));
  }

  /** Who does not give the new answer yet, with what is answered instead; empty where all do. */
  Map<String, String> missing() {
    Map<String, String> missing = new LinkedHashMap<>();
    for (String server : servers()) {
      Map<String, String> seen = new LinkedHashMap<>();
      if (ask(server, false, seen) != Place.AFTER) {
        missing.putAll(seen);
      }
    }
    for (String resolver : settings.resolvers()) {
      Map<String, String> seen = new LinkedHashMap<>();
      if (ask(resolver, true, seen) != Place.AFTER) {
        missing.putAll(seen);
      }
    }
    return missing;
  }

  /** All who are asked. */
  String everybody() {
    List<String> all = new ArrayList<>(servers());
    settings.resolvers().forEach(it -> all.add("resolver " + it));
    return String.join(", ", all);
  }

  static String inWords(Map<String, String> seen) {
    return String.join(
        "; ", seen.entrySet().stream().map(it -> it.getKey() + " " + it.getValue()).toList());
  }

  /** Old or new side of what is held; whatever is there is the old side if the plan names none. */
  static Place place(DnsSettings settings, Set<Record> held) {
    if (held.equals(settings.to())) {
      return Place.AFTER;
    }
    if (held.stream().anyMatch(it -> it.getType() != settings.type())) {
      // A name with a CNAME takes no address beside it: servers ignore the update without a word.
      return Place.UNKNOWN;
    }
    boolean before = settings.from().isEmpty() ? !held.isEmpty() : held.equals(settings.from());
    return before ? Place.BEFORE : Place.UNKNOWN;
  }

  private Place ask(String server, boolean resolver, Map<String, String> seen) {
    String who = (resolver ? "resolver " : "") + server;
    try {
      Holding held = DnsServer.at(server).ask(settings.record(), settings.type(), resolver);
      if (!resolver && !held.authoritative()) {
        seen.put(who, "answers without authority for the zone");
        return Place.UNKNOWN;
      }
      seen.put(who, "answers " + DnsSettings.inWords(held.records()) + " for " + held.ttl() + " s");
      return place(settings, held.records());
    } catch (IOException e) {
      seen.put(who, "does not answer (" + e.getMessage() + ")");
      return Place.UNKNOWN;
    }
  }

  /**
   * The servers that must agree. A zone names its servers without ports: where the primary listens
   * on another than 53, only what the plan lists can be asked.
   */
  private List<String> servers() {
    if (!settings.authoritative().isEmpty()) {
      return settings.authoritative();
    }
    List<String> servers = new ArrayList<>(List.of(settings.server()));
    try {
      DnsServer primary = DnsServer.at(settings.server());
      if (primary.address().getPort() == DnsServer.PORT) {
        for (Name name : primary.nameServers(settings.zone())) {
          add(servers, primary.address(), name);
        }
      }
    } catch (IOException e) {
      // Who does not tell the zone's servers does not answer for the record either; told there.
      return servers;
    }
    return servers;
  }

  private static void add(List<String> servers, InetSocketAddress primary, Name name)
      throws IOException {
    String host = name.toString(true);
    InetAddress address = InetAddress.getByName(host);
    if (!address.equals(primary.getAddress())) {
      servers.add(host);
    }
  }
}
