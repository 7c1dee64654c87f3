package io.drillbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.testbed.FirstLogins;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A server of its own process, as its users run it, and a client with a stop-watch. */
final class BoardServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final double BUSY = 0.2;

  private final Process process;
  private final Path home;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private BoardServer(Process process, Path home, int port) {
    this.process = process;
    this.home = home;
    this.port = port;
  }

  /** Milliseconds until the first byte of the answer, and until its last. */
  record Took(int status, double firstByte, double whole, String body) {}

  static BoardServer start(Path home, int port, String classes) throws Exception {
    Path log = home.resolve("server.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                // Else each of hundreds of systems is checked now, which is not what is measured.
                "-Ddrillbook.readiness.seconds=86400",
                "-cp",
                classes + System.getProperty("java.class.path"),
                "io.drillbook.cli.Main",
                "serve",
                "--config",
                home.resolve("config").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    BoardServer server = new BoardServer(process, home, port);
    Instant end = Instant.now().plus(START);
    while (!server.isUp()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        server.close();
        throw new IllegalStateException("the server never came up: " + Files.readString(log));
      }
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
    return server;
  }

  /** After a start every system is looked at once, which is not what is measured. */
  void settle() throws InterruptedException {
    Instant end = Instant.now().plus(SETTLE);
    Duration before = cpu();
    do {
      Thread.sleep(LOOK.toMillis());
      Duration now = cpu();
      if (now.minus(before).toMillis() < BUSY * LOOK.toMillis()) {
        return;
      }
      before = now;
    } while (Instant.now().isBefore(end));
    System.out.println("The server never came to rest: what is measured is too high.");
  }

  private Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private boolean isUp() {
    try {
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(address() + "/actuator/health")).build();
      return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  String password(String user) {
    return FirstLogins.in(home).of(user);
  }

  Took get(String path) {
    try {
      String login = "auditor:" + password("auditor");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address() + path))
              .header("Accept", path.startsWith("/api") ? "application/json" : "text/html, */*")
              .header(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
              .build();
      long began = System.nanoTime();
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        int first = body.read();
        double firstByte = (System.nanoTime() - began) / 1e6;
        String text =
            (first < 0 ? "" : (char) first)
                + new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return new Took(answer.statusCode(), firstByte, (System.nanoTime() - began) / 1e6, text);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("unable to get " + path, e);
    }
  }

  /** The address of the part of a list that begins after about so many rows. */
  String middle(String path, int rows) {
    String next = path + "?limit=1000";
    try {
      for (int seen = 0; seen + 1_000 <= rows; seen += 1_000) {
        JsonNode answer = new ObjectMapper().readTree(get(next).body());
        if (!answer.hasNonNull("next")) {
          break;
        }
        next = answer.get("next").asText();
      }
    } catch (IOException e) {
      throw new IllegalStateException("unable to read " + next, e);
    }
    return next.replace("limit=1000", "limit=100");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    try {
      wake();
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  /** Stands still: what many systems are watched for would disturb who is measured. */
  void rest() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Goes on. */
  void wake() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
  }
}
