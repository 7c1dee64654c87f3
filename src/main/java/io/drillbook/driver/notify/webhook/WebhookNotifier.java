package io.drillbook.driver.notify.webhook;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.spi.notify.Notifier;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.secret.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Posts messages to a web address: as Slack and what speaks like it wants them, or as a JSON
 * document of our own. The address is a secret, and never part of a message.
 */
public final class WebhookNotifier implements Notifier {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Body body;
  private final Supplier<Secret> url;
  private final Optional<Supplier<Secret>> secret;
  private final Post post;
  private final Clock clock;

  private WebhookNotifier(
      Body body, Supplier<Secret> url, Optional<Supplier<Secret>> secret, Post post, Clock clock) {
    this.body = body;
    this.url = url;
    this.secret = secret;
    this.post = post;
    this.clock = clock;
  }

  /** What is sent of a message. */
  interface Body {
    byte[] of(Delivery delivery);
  }

  /**
   * A webhook that takes Slack's messages.
   *
   * @param url looked up anew for each message, so that a changed one takes effect
   * @param caFile the only certificates that are believed; the machine's if left out
   */
  public static WebhookNotifier slack(Supplier<Secret> url, Optional<Path> caFile, Clock clock) {
    return new WebhookNotifier(
        new SlackBody(), url, Optional.empty(), new Post(caFile, clock), clock);
  }

  /**
   * A webhook that takes our JSON document.
   *
   * @param secret signs what is sent
   * @param confirmAt the address of the server, where the other end is asked to confirm
   */
  public static WebhookNotifier json(
      Supplier<Secret> url,
      Optional<Supplier<Secret>> secret,
      Optional<Path> caFile,
      Optional<URI> confirmAt,
      Clock clock) {
    return new WebhookNotifier(
        new JsonBody(confirmAt), url, secret, new Post(caFile, clock), clock);
  }

  @Override
  public Receipt send(Delivery delivery) {
    URI to;
    try {
      to = URI.create(url.get().reveal().strip());
    } catch (IllegalArgumentException e) {
      return new Receipt.Later("the secret 'url' holds no web address");
    }
    if (!isSafe(to)) {
      return new Receipt.Later(
          "the secret 'url' must begin with https://; http:// is for this machine only");
    }
    byte[] content = body.of(delivery);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "drillbook")
            .header("Idempotency-Key", delivery.id())
            .POST(BodyPublishers.ofByteArray(content));
    secret.ifPresent(
        key -> {
          String time = String.valueOf(clock.instant().getEpochSecond());
          request.header("Drillbook-Timestamp", time);
          request.header(
              "Drillbook-Signature", Signature.of(key.get().reveal().strip(), time, content));
        });
    return post.send(request);
  }

  /** Over the network only encrypted: who reads an alert knows what is broken. */
  private static boolean isSafe(URI to) {
    return to.getHost() != null
        && ("https".equals(to.getScheme())
            || ("http".equals(to.getScheme()) && THIS_MACHINE.contains(to.getHost())));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
