package io.drillbook.driver.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.check.CheckDriverContract;
import io.drillbook.spi.check.CheckDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCheckIT extends CheckDriverContract {
  private final CheckDriver driver = new HttpCheckDriver();
  private final AtomicInteger sick = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    answer("/ok", 200, "all is well");
    answer("/moved", 302, "");
    server.createContext(
        "/starting",
        exchange -> {
          exchange.sendResponseHeaders(sick.getAndDecrement() > 0 ? 503 : 200, -1);
          exchange.close();
        });
    server.createContext("/silent", exchange -> sick.set(1));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Override
  protected CheckDriver driver() {
    return driver;
  }

  @Override
  protected Settings good() {
    return ask("/ok", "contains", "well");
  }

  @Override
  protected Settings bad() {
    return ask("/nowhere");
  }

  @Override
  protected Settings nonsense() {
    return new Settings(Map.of("url", "file:///etc/passwd"));
  }

  @Test
  void theRightStatusWithTheWrongTextFails() {
    assertThat(run(ask("/ok", "contains", "on fire")).passed()).isFalse();
  }

  @Test
  void aRedirectIsNotFollowed() {
    assertThat(run(ask("/moved")).passed()).isFalse();
    assertThat(run(ask("/moved", "expect", 302L)).passed()).isTrue();
  }

  @Test
  void aServiceThatStartsUpIsWaitedFor() {
    sick.set(3);
    assertThat(run(ask("/starting")).passed()).isFalse();
    sick.set(3);
    assertThat(run(ask("/starting", "wait", "20s")).passed()).isTrue();
  }

  @Test
  void waitingEndsWithTheWindow() {
    Instant began = Instant.now();
    assertThat(run(ask("/nowhere", "wait", "1s")).passed()).isFalse();
    assertThat(Duration.between(began, Instant.now()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
  }

  @Test
  void aServerThatNeverAnswersFailsAtTheTimeout() {
    Instant began = Instant.now();
    assertThat(run(ask("/silent", "timeout", "1s")).passed()).isFalse();
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void nobodyListeningFailsTheCheck() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(run(new Settings(Map.of("url", "http://127.0.0.1:" + port + "/"))).detail())
        .contains("no answer");
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Location", "/ok");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private Settings ask(String path, Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + path);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return new Settings(values);
  }
}
