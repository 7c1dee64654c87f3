package io.drillbook.testbed;

import io.drillbook.testbed.HaproxyServer.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Real BIND servers on loopback: the primary of {@code example.test}, a secondary that is notified,
 * and a caching resolver. {@code shop-key} may change {@code shop.example.test} and nothing else.
 */
public final class BindServer implements AutoCloseable {
  public static final String OLD = "127.0.0.1";
  public static final String NEW = "127.0.0.2";
  private static final String SECRET = "4tbCm5BTPBnhWYoGfbJ5cEdnyTRmUxaXWCLQwtIGHeI=";

  private final Path folder;
  private final int primary = Host.freePort();
  private final int secondary = Host.freePort();
  private final int resolver = Host.freePort();
  private final List<ServerProcess> processes = new ArrayList<>();
  private final Site newPlace;

  private BindServer(Path folder, int ttl) throws IOException {
    this.folder = folder;
    this.newPlace = new Site("standby");
    Files.writeString(
        folder.resolve("zone"),
        """
        $TTL 300
        @ IN SOA ns.example.test. admin.example.test. ( 1 2 1 600 1 )
        @ IN NS ns.example.test.
        ns IN A 127.0.0.1
        shop %d IN A %s
        other IN A %s
        """
            .formatted(ttl, OLD, OLD));
    Files.writeString(keyFile(), key("shop-key", SECRET));
    begin("primary", primary, primaryZone());
    // A secondary that finds no primary at its start asks again only after a minute.
    begin("secondary", secondary, secondaryZone());
    begin("resolver", resolver, resolverZone());
  }

  private void begin(String name, int port, String zone) throws IOException {
    ServerProcess process = serve(name, port, zone);
    processes.add(process);
    process.awaitUp(
        Duration.ofMinutes(1),
        () -> !dig("127.0.0.1:" + port, "other.example.test", "A").isEmpty());
  }

  /** Starts all three; the record's TTL is an hour. */
  public static BindServer start() throws IOException {
    return start(3600);
  }

  /** The same with another TTL of the record, in seconds. */
  public static BindServer start(int ttl) throws IOException {
    return new BindServer(Files.createTempDirectory("drillbook-bind"), ttl);
  }

  public String primary() {
    return "127.0.0.1:" + primary;
  }

  public String secondary() {
    return "127.0.0.1:" + secondary;
  }

  public String resolver() {
    return "127.0.0.1:" + resolver;
  }

  /** The key that may change the shop's record, as {@code tsig-keygen} writes it. */
  public Path keyFile() {
    return folder.resolve("shop.key");
  }

  public String secret() {
    return SECRET;
  }

  /** A key file with any name and secret. */
  public static String key(String name, String secret) {
    return "key \"%s\" {\n\talgorithm hmac-sha256;\n\tsecret \"%s\";\n};\n".formatted(name, secret);
  }

  /** A web server at the place that the record is to point to. */
  public Site newPlace() {
    return newPlace;
  }

  /** Ends the primary, the secondary or the resolver: 0, 1 or 2. */
  public void stop(int which) {
    processes.get(which).close();
  }

  /** What {@code dig} shows, one record a line. */
  public static String dig(String server, String name, String type, String... more) {
    String[] parts = server.split(":", -1);
    List<String> command =
        new ArrayList<>(
            List.of("dig", "+short", "+time=2", "+tries=2", "@" + parts[0], "-p", parts[1]));
    command.addAll(List.of(more));
    command.addAll(List.of(name, type));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(20, TimeUnit.SECONDS);
      return process.exitValue() == 0 ? said.strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The shop's address as the primary tells it. */
  public String shop() {
    return dig(primary(), "shop.example.test", "A");
  }

  /** The zone's serial: BIND adds one with each update that changed something. */
  public long serial() {
    return Long.parseLong(dig(primary(), "example.test", "SOA").split(" ", -1)[2]);
  }

  private ServerProcess serve(String name, int port, String zone) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Path configuration =
        Files.writeString(
            home.resolve("named.conf"),
            """
            options {
              directory "%1$s";
              listen-on port %2$d { 127.0.0.1; };
              listen-on-v6 { none; };
              pid-file "%1$s/named.pid";
              session-keyfile "%1$s/session.key";
              managed-keys-directory "%1$s";
              dnssec-validation no;
              empty-zones-enable no;
              allow-query { 127.0.0.0/8; };
              notify explicit;
              notify-delay 0;
              min-refresh-time 1;
              min-retry-time 1;
              %3$s
            };
            controls { };
            include "%4$s";
            %5$s
            """
                .formatted(
                    home,
                    port,
                    name.equals("resolver") ? "recursion yes;" : "recursion no;",
                    keyFile(),
                    zone));
    return new ServerProcess(
        home,
        name,
        java.util.Map.of(),
        List.of("/usr/sbin/named", "-g", "-n", "1", "-c", configuration.toString()));
  }

  private String primaryZone() throws IOException {
    Path home = Files.createDirectories(folder.resolve("primary"));
    Files.copy(folder.resolve("zone"), home.resolve("zone"));
    return """
    zone "example.test" {
      type primary;
      file "zone";
      also-notify { 127.0.0.1 port %d; };
      allow-transfer { 127.0.0.1; };
      update-policy { grant shop-key name shop.example.test. A AAAA CNAME; };
    };
    """
        .formatted(secondary);
  }

  private String secondaryZone() {
    return """
    zone "example.test" {
      type secondary;
      file "zone.copy";
      primaries { 127.0.0.1 port %d; };
      allow-notify { 127.0.0.1; };
    };
    """
        .formatted(primary);
  }

  private String resolverZone() {
    return """
    zone "example.test" {
      type forward;
      forward only;
      forwarders { 127.0.0.1 port %d; };
    };
    """
        .formatted(primary);
  }

  @Override
  public void close() {
    processes.forEach(ServerProcess::close);
    newPlace.stop();
    Host.delete(folder);
  }
}
