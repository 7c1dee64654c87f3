package io.drillbook.spi.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where one database is: what a plan's {@code url} says, without any login. */
public record Address(String host, int port, String database) {
  private static final int DEFAULT_PORT = 5432;
  private static final int LAST_PORT = 65535;

  /** Own pattern, since java.net.URI knows no host with an underscore. */
  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(\\[[0-9a-fA-F:.]+]|[^/:@?#\\[\\]]+)(?::(\\d{1,5}))?/([^/?#]+)");

  /** Reads a URL; the message never repeats it, because a wrong one may hold a password. */
  public static Address parse(String url) {
    Matcher matcher = URL.matcher(url.strip());
    if (!matcher.matches()) {
      throw invalid();
    }
    int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
    if (port == 0 || port > LAST_PORT) {
      throw invalid();
    }
    String host = matcher.group(1).replaceAll("[\\[\\]]", "");
    String database =
        URLDecoder.decode(matcher.group(3).replace("+", "%2B"), StandardCharsets.UTF_8);
    return new Address(host, port, database);
  }

  /** Whether both may be one database: equal port and name, and hosts that could be one machine. */
  public boolean mayBe(Address other) {
    return port == other.port
        && database.equals(other.database)
        && (host.equalsIgnoreCase(other.host)
            || !Collections.disjoint(machines(host), machines(other.host)));
  }

  /** The JDBC address of a database of the same server. */
  public String jdbcUrl(String name) {
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(authority, port, URLEncoder.encode(name, StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }

  private static Set<String> machines(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> address.isLoopbackAddress() ? "loopback" : address.getHostAddress())
          .collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      // A name that is gone with its site is no reason to stop: names and identities still differ.
      return Set.of(host);
    }
  }

  private static Fault invalid() {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the database's address: 'url'",
        "Write postgresql://host:port/database; user and password have settings of their own.");
  }
}
