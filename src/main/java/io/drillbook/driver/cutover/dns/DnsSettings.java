package io.drillbook.driver.cutover.dns;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * What a plan says about a cutover by DNS.
 *
 * @param record the name whose records change
 * @param type {@code A}, {@code AAAA} or {@code CNAME}, as a number
 * @param from what the record holds before; empty where whatever is there counts as before
 * @param to what it holds afterwards
 * @param ttl seconds
 * @param authoritative servers that must all answer with authority; empty for those that the zone
 *     itself names
 * @param probe what must answer at the new place before the record changes
 * @param probeBack the same at the old place, for the way home
 */
record DnsSettings(
    String server,
    Name zone,
    Name record,
    int type,
    Set<Record> from,
    Set<Record> to,
    long ttl,
    List<String> authoritative,
    List<String> resolvers,
    Optional<String> probe,
    Optional<String> probeBack,
    Duration confirmWithin) {

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              "server", Setting.Type.TEXT, "The zone's primary, as host or host:port."),
          Setting.required("zone", Setting.Type.TEXT, "The zone that holds the record."),
          Setting.required(
              "record", Setting.Type.TEXT, "The record's name in the zone; '@' for the zone."),
          Setting.required(
              "to",
              Setting.Type.TEXT,
              "Address or name it points to afterwards; several with commas."),
          Setting.optional(
              "from",
              Setting.Type.TEXT,
              "What it points to before; the step is refused where it points elsewhere. Needed to"
                  + " send traffic back."),
          Setting.optional(
              "type", Setting.Type.TEXT, "A, AAAA or CNAME; told from 'to' if left out."),
          Setting.optional(
              "ttl",
              Setting.Type.DURATION,
              "How long answers may be kept; lowered to it; default 60s."),
          Setting.optional(
              "key",
              Setting.Type.SECRET,
              "TSIG key: a key file of BIND, or algorithm:name:secret, or the bare secret."),
          Setting.optional(
              "key-name", Setting.Type.TEXT, "The key's name where 'key' is a bare secret."),
          Setting.optional(
              "key-algorithm",
              Setting.Type.TEXT,
              "The same for its algorithm; default hmac-sha256."),
          Setting.optional(
              "authoritative",
              Setting.Type.LIST,
              "Servers that must all give the new answer; if left out the zone's name servers, or"
                  + " only 'server' where that listens on a port other than 53."),
          Setting.optional(
              "resolvers",
              Setting.Type.LIST,
              "Resolvers that must give the new answer as users get it."),
          Setting.optional(
              "probe",
              Setting.Type.TEXT,
              "http(s):// or tcp://host:port at the new place that must answer beforehand."),
          Setting.optional(
              "probe-back", Setting.Type.TEXT, "The same at the old place, to go back."),
          Setting.optional(
              "confirm-within",
              Setting.Type.DURATION,
              "How long all servers may take to give the new answer; default 2m."));

  static DnsSettings of(Settings settings) {
    Name zone = name("zone", settings.text("zone"), Name.root);
    String label = settings.text("record");
    Name record = "@".equals(label) ? zone : name("record", label, zone);
    if (!record.subdomain(zone)) {
      throw wrong("record", label, "It must lie in the zone " + zone + ".");
    }
    int type = type(settings);
    return new DnsSettings(
        settings.text("server"),
        zone,
        record,
        type,
        settings.optionalText("from").map(it -> records("from", it, record, type)).orElse(Set.of()),
        records("to", settings.text("to"), record, type),
        Durations.of(settings, "ttl", Duration.ofSeconds(60)).toSeconds(),
        settings.list("authoritative"),
        settings.list("resolvers"),
        settings.optionalText("probe"),
        settings.optionalText("probe-back"),
        Durations.of(settings, "confirm-within", Duration.ofMinutes(2)));
  }

  /** The same place seen from the other side: what switching back needs. */
  DnsSettings reversed() {
    if (from.isEmpty()) {
      throw new Fault(
          FaultCode.CUTOVER_FAILED,
          "unable to send traffic back by DNS: '" + record + "'",
          "Nothing was changed. The plan does not say where it pointed before: write 'from' beside"
              + " 'to', or change the record by hand.");
    }
    return new DnsSettings(
        server,
        zone,
        record,
        type,
        to,
        from,
        ttl,
        authoritative,
        resolvers,
        probeBack,
        probe,
        confirmWithin);
  }

  /** What the set of records at the name is called in messages. */
  static String inWords(Set<Record> records) {
    return records.isEmpty()
        ? "nothing"
        : String.join(", ", records.stream().map(Record::rdataToString).sorted().toList());
  }

  private static int type(Settings settings) {
    String first = settings.text("to").split("[,\\s]+", 2)[0];
    String otherwise = Address.isDottedQuad(first) ? "A" : first.contains(":") ? "AAAA" : "CNAME";
    String type = settings.optionalText("type").orElse(otherwise).toUpperCase(Locale.ROOT);
    return switch (type) {
      case "A" -> org.xbill.DNS.Type.A;
      case "AAAA" -> org.xbill.DNS.Type.AAAA;
      case "CNAME" -> org.xbill.DNS.Type.CNAME;
      default -> throw wrong("type", type, "It may be A, AAAA or CNAME.");
    };
  }

  private static Set<Record> records(String key, String text, Name record, int type) {
    List<Record> all = new ArrayList<>();
    for (String word : text.strip().split("[,\\s]+", -1)) {
      try {
        all.add(Record.fromString(record, type, DClass.IN, 0, word, Name.root));
      } catch (IOException e) {
        throw wrong(key, word, "Write addresses for A and AAAA, a whole name for CNAME.");
      }
    }
    return new LinkedHashSet<>(all);
  }

  private static Name name(String key, String text, Name origin) {
    try {
      return Name.fromString(text, origin);
    } catch (org.xbill.DNS.TextParseException e) {
      throw wrong(key, text, "It is no name of DNS.");
    }
  }

  private static Fault wrong(String key, String value, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the setting '" + key + "' of the cutover by DNS: '" + value + "'",
        hint);
  }
}
