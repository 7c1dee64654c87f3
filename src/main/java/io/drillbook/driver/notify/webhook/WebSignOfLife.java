package io.drillbook.driver.notify.webhook;

import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.notify.SignOfLife;
import io.drillbook.spi.secret.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks a web address by GET, as services like healthchecks want their signal. */
public final class WebSignOfLife implements SignOfLife {
  private final Supplier<Secret> url;
  private final Post post;

  /**
   * A signal to an address.
   *
   * @param url looked up anew for each signal
   * @param caFile the only certificates that are believed; the machine's if left out
   */
  public WebSignOfLife(Supplier<Secret> url, Optional<Path> caFile, Clock clock) {
    this.url = url;
    this.post = new Post(caFile, clock);
  }

  @Override
  public Receipt send() {
    try {
      return post.send(
          HttpRequest.newBuilder(URI.create(url.get().reveal().strip()))
              .header("User-Agent", "drillbook")
              .GET());
    } catch (IllegalArgumentException e) {
      return new Receipt.Later("the secret 'url' holds no web address");
    }
  }
}
