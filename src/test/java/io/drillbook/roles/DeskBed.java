package io.drillbook.roles;

import io.drillbook.assembly.Drillbook;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.testbed.FirstLogins;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** A whole server that protects one folder, with runs that are on the record only. */
public final class DeskBed implements AutoCloseable {
  /** What a person could type anywhere. */
  public static final String EVIL = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>";

  /** What a spreadsheet would run. */
  static final String FORMULA = "=HYPERLINK(\"http://evil.example\";\"open\")";

  static final String OPEN = DeskRuns.OPEN;
  static final String DRILL = DeskRuns.DRILL;
  static final String APPROVAL = DeskRuns.APPROVAL;

  private final Path home;
  private ConfigurableApplicationContext server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  public DeskBed() throws IOException {
    home = Files.createTempDirectory("desk-bed");
    Path config = Files.createDirectories(home.resolve("config/plans")).getParent();
    for (String folder : List.of("vault", "media", "sandbox")) {
      Files.createDirectories(home.resolve(folder));
    }
    Path keys = Files.createDirectories(config.resolve("keys"));
    for (String name : List.of("ops", "escrow", "signer")) {
      var key = OpenPgpKeys.generate(name, new char[0], Clock.systemUTC());
      Files.writeString(keys.resolve(name + ".asc"), key.publicKey());
      Files.writeString(keys.resolve(name + ".private.asc"), key.privateKey());
    }
    Files.writeString(config.resolve("drillbook.yaml"), serverYaml());
    writePlan("24h");
    // A look a minute after the start would write while others count the rows.
    System.setProperty("drillbook.readiness.seconds", "3600");
    server = Drillbook.serve(config, OptionalInt.of(0));
    new DeskRuns(server, EVIL, FORMULA).write();
  }

  private String serverYaml() {
    return """
    server: { address: 127.0.0.1, port: 0 }
    database: { url: "jdbc:h2:file:./var/engine" }
    vaults: { primary: { kind: directory, path: %s/vault } }
    keys:
      ops:    { public: keys/ops.asc, private: keys/ops.private.asc }
      escrow: { public: keys/escrow.asc }
      signer: { public: keys/signer.asc, private: keys/signer.private.asc }
    """
        .formatted(home);
  }

  /** Writes the plan anew with this RPO. */
  void writePlan(String rpo) throws IOException {
    Files.writeString(
        home.resolve("config/plans/shop.yaml"),
        """
        # %3$s
        system: shop
        owner: owner@example.com
        zone: Europe/Berlin
        objectives: { rto: 4h, rpo: %1$s }
        sources:
          media: { kind: directory, path: %2$s/media }
        backup:
          schedule: "0 2 * * *"
          vaults: [primary]
          required: [primary]
          encrypt-to: [ops, escrow]
          sign-with: signer
        retention: { daily: 14, weekly: 12, monthly: 12, keep-at-least: 3 }
        targets:
          sandbox: { disposable: true, sources: { media: { path: %2$s/sandbox } } }
        drills:
          weekly: { schedule: "0 4 * * 0", target: sandbox, scenario: database-corruption }
        readiness: { schedule: off }
        """
            .formatted(rpo, home, EVIL));
  }

  void removePlan() throws IOException {
    Files.delete(home.resolve("config/plans/shop.yaml"));
  }

  Path home() {
    return home;
  }

  <T> T bean(Class<T> type) {
    return server.getBean(type);
  }

  ConfigurableApplicationContext context() {
    return server;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(bean(DataSource.class));
  }

  public String address() {
    return "http://127.0.0.1:"
        + ((ServletWebServerApplicationContext) server).getWebServer().getPort();
  }

  /** The password of the one-time user of that name. */
  public String password(String user) {
    return FirstLogins.in(home).of(user);
  }

  /** An answer. */
  record Answer(int status, String type, String body) {}

  /** Asks as somebody, or as nobody where the name is empty. */
  Answer ask(String user, String method, String path, String body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    if (!user.isEmpty()) {
      // The end of a login must not end that of every later request.
      boolean ends = path.endsWith("/logout");
      request.header("Authorization", ends ? basic(user) : "Bearer " + token(user));
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofInputStream());
      String is = answer.headers().firstValue("Content-Type").orElse("");
      try (var in = answer.body()) {
        // A stream of events would never end.
        byte[] read = is.startsWith("text/event-stream") ? new byte[0] : in.readAllBytes();
        return new Answer(answer.statusCode(), is, new String(read, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Logged in once: each look at a password takes as long as a hundred answers. */
  private String token(String user) {
    return tokens.computeIfAbsent(
        user,
        name -> {
          HttpRequest login =
              HttpRequest.newBuilder(URI.create(address() + "/api/v1/login"))
                  .header("Authorization", basic(name))
                  .POST(BodyPublishers.noBody())
                  .build();
          try {
            String answer = http.send(login, BodyHandlers.ofString()).body();
            return answer.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
  }

  private String basic(String user) {
    byte[] pair = (user + ":" + password(user)).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  Answer get(String user, String path) {
    return ask(user, "GET", path, null, "");
  }

  @Override
  public void close() throws IOException {
    server.close();
    // A static field holds the bed as long as the JVM lives.
    server = null;
    FileSystemUtils.deleteRecursively(home);
  }
}
