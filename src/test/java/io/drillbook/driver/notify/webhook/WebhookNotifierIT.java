package io.drillbook.driver.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.notice.Message;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HTTP server that answers what the test says. */
class WebhookNotifierIT {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String SECRET = "correct horse battery staple";

  private final List<byte[]> bodies = new ArrayList<>();
  private final List<Headers> heads = new ArrayList<>();
  private int status = 200;
  private String answer = "ok";
  private final Map<String, String> extra = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theDocumentHoldsWhatTheGuidePromisesAndNothingElse() throws IOException {
    assertThat(json().send(delivery("überfällig"))).isEqualTo(new Receipt.Delivered(false));
    JsonNode body = body();
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("id", "system", "run", "event", "subject", "text", "link", "time");
    assertThat(body.path("id").asText()).isEqualTo("n-1");
    assertThat(body.path("subject").asText()).isEqualTo("überfällig");
    assertThat(body.path("run").asText()).isEqualTo("run-1");
    assertThat(body.path("time").asText()).isEqualTo("2026-11-26T12:00:00Z");
    assertThat(heads.get(0).getFirst("Idempotency-Key")).isEqualTo("n-1");
    assertThat(heads.get(0).getFirst("Content-Type")).startsWith("application/json");
  }

  @Test
  void theSignatureIsTheOneThatTheGuideTellsHowToCheck() throws Exception {
    json().send(delivery("shop: look"));
    String time = heads.get(0).getFirst("Drillbook-Timestamp");
    assertThat(time).isEqualTo(String.valueOf(NOW.getEpochSecond()));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
    assertThat(heads.get(0).getFirst("Drillbook-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(bodies.get(0))));
  }

  @Test
  void slackGetsTextAndBlocksInWhichNoNameCanCallEverybody() throws IOException {
    WebhookNotifier.slack(this::url, Optional.empty(), CLOCK)
        .send(delivery("<!channel> " + "x".repeat(200)));
    JsonNode body = body();
    assertThat(body.path("text").asText()).startsWith("&lt;!channel&gt;");
    assertThat(body.at("/blocks/0/type").asText()).isEqualTo("header");
    assertThat(body.at("/blocks/0/text/type").asText()).isEqualTo("plain_text");
    assertThat(body.at("/blocks/0/text/text").asText()).hasSize(150).endsWith("…");
    assertThat(body.at("/blocks/1/text/text").asText()).isEqualTo("Käse ist aus.\n");
    assertThat(body.at("/blocks/2/elements/0/text").asText())
        .isEqualTo("<http://127.0.0.1/runs/run-1|Look>");
  }

  @Test
  void whatTheOtherEndSaysDecidesWhetherItIsTriedAgain() {
    assertThat(answered(202)).isInstanceOf(Receipt.Delivered.class);
    assertThat(answered(500)).isInstanceOf(Receipt.Later.class);
    assertThat(answered(503)).isInstanceOf(Receipt.Later.class);
    assertThat(answered(429)).isInstanceOf(Receipt.Later.class);
    assertThat(answered(408)).isInstanceOf(Receipt.Later.class);
    assertThat(answered(404)).isEqualTo(new Receipt.Refused("status 404"));
    assertThat(answered(410)).isInstanceOf(Receipt.Refused.class);
    extra.put("Location", "http://127.0.0.1:1/");
    assertThat(answered(302)).isEqualTo(new Receipt.Refused("status 302"));
  }

  @Test
  void aWaitThatIsAskedForIsReadInBothOfItsForms() {
    extra.put("Retry-After", "120");
    assertThat(answered(429))
        .isEqualTo(new Receipt.Later("status 429", Optional.of(Duration.ofMinutes(2))));
    extra.put("Retry-After", "Thu, 26 Nov 2026 12:03:00 GMT");
    assertThat(answered(503))
        .isEqualTo(new Receipt.Later("status 503", Optional.of(Duration.ofMinutes(3))));
    for (String odd : List.of("soon", "-5", "Thu, 26 Nov 2026 11:00:00 GMT", "9".repeat(30))) {
      extra.put("Retry-After", odd);
      assertThat(answered(503)).isEqualTo(new Receipt.Later("status 503"));
    }
  }

  @Test
  void anAnswerMayConfirmAtOnceAndTheDocumentSaysWhereToConfirmLater() throws IOException {
    answer = "{\"confirmed\": true}";
    WebhookNotifier asking =
        WebhookNotifier.json(
            this::url,
            Optional.empty(),
            Optional.empty(),
            Optional.of(URI.create("https://drillbook.example.com")),
            CLOCK);
    assertThat(asking.send(delivery("shop: look"))).isEqualTo(new Receipt.Delivered(true));
    assertThat(body().path("confirm").asText())
        .isEqualTo("https://drillbook.example.com/api/v1/notices/n-1/confirmation");
    assertThat(heads.get(0)).doesNotContainKey("Drillbook-signature");
  }

  @Test
  void aHugeAnswerAndOneThatIsNoJsonAreTakenForWhatTheirStatusSays() {
    answer = "x".repeat(3_000_000);
    assertThat(answered(200)).isEqualTo(new Receipt.Delivered(false));
  }

  @Test
  void aServerThatIsGoneIsTriedLaterAndTheAddressStaysSecret() {
    server.stop(0);
    Receipt receipt = json().send(delivery("shop: look"));
    assertThat(receipt).isInstanceOf(Receipt.Later.class);
    assertThat(receipt.toString()).doesNotContain("token-in-the-path").doesNotContain("127.0.0.1");
  }

  @Test
  void anAnswerThatDripsForEverEndsInTime() throws IOException {
    server.createContext(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('o');
          exchange.getResponseBody().flush();
        });
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/drip");
    Receipt receipt =
        new Post(Optional.empty(), CLOCK, Duration.ofSeconds(1))
            .send(HttpRequest.newBuilder(url).GET());
    assertThat(receipt).isInstanceOf(Receipt.Later.class);
  }

  @Test
  void onlyTheNamedCertificateIsBelieved(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    HttpsServer tls =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tls.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
    tls.createContext("/", this::serve);
    tls.start();
    try {
      Secret url = Secret.of("https://localhost:" + tls.getAddress().getPort() + "/");
      Delivery delivery = delivery("shop: look");
      assertThat(WebhookNotifier.slack(() -> url, Optional.empty(), CLOCK).send(delivery))
          .isInstanceOf(Receipt.Later.class);
      assertThat(bodies).isEmpty();
      assertThat(
              WebhookNotifier.slack(() -> url, Optional.of(certificate.certificate()), CLOCK)
                  .send(delivery))
          .isEqualTo(new Receipt.Delivered(false));
    } finally {
      tls.stop(0);
    }
  }

  private static SSLContext context(TestCertificate certificate) throws Exception {
    char[] password = TestCertificate.PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance(certificate.keyStore().toFile(), password);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void overTheNetworkNothingIsSentInTheClear() {
    for (String wrong : List.of("http://chat.example.com/hook", "ftp://127.0.0.1/x", "what")) {
      WebhookNotifier notifier =
          WebhookNotifier.slack(() -> Secret.of(wrong), Optional.empty(), CLOCK);
      assertThat(notifier.send(delivery("shop: look")))
          .isInstanceOfSatisfying(
              Receipt.Later.class, it -> assertThat(it.why()).doesNotContain(wrong));
    }
  }

  private Receipt answered(int code) {
    status = code;
    return json().send(delivery("shop: look"));
  }

  private WebhookNotifier json() {
    return WebhookNotifier.json(
        this::url,
        Optional.of(() -> Secret.of(SECRET + "\n")),
        Optional.empty(),
        Optional.empty(),
        CLOCK);
  }

  private Secret url() {
    return Secret.of("http://127.0.0.1:" + server.getAddress().getPort() + "/token-in-the-path\n");
  }

  private JsonNode body() throws IOException {
    return new ObjectMapper().readTree(bodies.get(0));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(exchange.getRequestBody().readAllBytes());
      heads.add(exchange.getRequestHeaders());
      extra.forEach(exchange.getResponseHeaders()::set);
      byte[] said = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, said.length);
      exchange.getResponseBody().write(said);
    }
  }

  private static Delivery delivery(String subject) {
    Message message =
        new Message(
            "n",
            "shop",
            Optional.of("run-1"),
            "backup-failed",
            subject,
            "Käse ist aus.\n",
            Optional.of("http://127.0.0.1/runs/run-1"),
            NOW);
    return new Delivery(
        "n-1",
        message,
        "channel:chat",
        Set.of("ONCALL"),
        false,
        DeliveryState.WAITING,
        0,
        NOW,
        Optional.empty(),
        "");
  }
}
