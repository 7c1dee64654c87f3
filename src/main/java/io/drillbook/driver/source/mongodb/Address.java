package io.drillbook.driver.source.mongodb;

import com.mongodb.ServerAddress;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where one database is: what a plan's {@code url} says, without any login. */
record Address(List<ServerAddress> hosts, String database) {
  private static final int DEFAULT_PORT = 27017;
  private static final int LAST_PORT = 65535;
  private static final Pattern URL = Pattern.compile("mongodb://([^/@?#]+)/([^/?#]+)");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");

  /** What no server takes as the name of a database. */
  private static final Pattern BAD_NAME = Pattern.compile(".*[/\\\\. \"$*<>:|?].*");

  Address {
    hosts = List.copyOf(hosts);
  }

  /** Reads a URL; the message never repeats it, because a wrong one may hold a password. */
  static Address parse(String url) {
    Matcher matcher = URL.matcher(url.strip());
    if (!matcher.matches()) {
      throw invalid();
    }
    List<ServerAddress> hosts = new ArrayList<>();
    for (String host : matcher.group(1).split(",", -1)) {
      hosts.add(host(host));
    }
    String database =
        URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
    if (BAD_NAME.matcher(database).matches()) {
      throw invalid();
    }
    return new Address(hosts, database);
  }

  /** Whether both may be one database: equal name, and hosts of which one could be the same. */
  boolean mayBe(Address other) {
    return database.equals(other.database)
        && hosts.stream()
            .anyMatch(here -> other.hosts.stream().anyMatch(there -> mayBe(here, there)));
  }

  /** The hosts with commas between them, as programs want them. */
  String hostList() {
    return hosts.stream()
        .map(
            host ->
                (host.getHost().contains(":") ? "[" + host.getHost() + "]" : host.getHost())
                    + ":"
                    + host.getPort())
        .collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return hostList() + "/" + database;
  }

  private static boolean mayBe(ServerAddress one, ServerAddress other) {
    return one.getPort() == other.getPort()
        && (one.getHost().equalsIgnoreCase(other.getHost())
            || !Collections.disjoint(machines(one.getHost()), machines(other.getHost())));
  }

  private static ServerAddress host(String text) {
    Matcher matcher = HOST.matcher(text);
    if (!matcher.matches()) {
      throw invalid();
    }
    int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
    if (port == 0 || port > LAST_PORT) {
      throw invalid();
    }
    return new ServerAddress(matcher.group(1).replaceAll("[\\[\\]]", ""), port);
  }

  private static Set<String> machines(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> address.isLoopbackAddress() ? "loopback" : address.getHostAddress())
          .collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      // A name that is gone with its site is no reason to stop: identities still differ.
      return Set.of(host);
    }
  }

  private static Fault invalid() {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the database's address: 'url'",
        "Write mongodb://host:port/database; user and password have settings of their own.");
  }
}
