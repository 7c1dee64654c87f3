package io.drillbook.spi.web;

import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of a web address with any method, on a connection of its own: a kept one could still
 * lead to the place that traffic has left. Redirects count as the answer they are.
 *
 * @param headers by name; may hold secrets
 * @param limit after which it is given up, body included
 */
public record WebCall(
    String method, URI url, Map<String, String> headers, Optional<String> body, Duration limit) {

  /** What came back. */
  public record Answer(int status, String body) {}

  /** A plain GET. */
  public static WebCall get(URI url, Duration limit) {
    return new WebCall("GET", url, Map.of(), Optional.empty(), limit);
  }

  /**
   * Sends it.
   *
   * @throws java.net.ConnectException where nobody listens: nothing was sent
   * @throws IOException where no whole answer came: whether it took effect is open
   * @throws io.drillbook.domain.fault.Fault CANCELLED
   */
  public Answer send(Cancellation cancellation) throws IOException {
    cancellation.check();
    HttpClient client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(limit)
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(), BodyHandlers.ofByteArray());
    cancellation.onCancel(() -> answer.cancel(true));
    try {
      HttpResponse<byte[]> got = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(got.statusCode(), new String(got.body(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + limit.toSeconds() + " s", e);
    } catch (java.util.concurrent.CancellationException e) {
      cancellation.check();
      throw new IOException("the call was given up", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpRequest request() throws IOException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url)
              .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
      headers.forEach(request::header);
      return request.build();
    } catch (IllegalArgumentException e) {
      // Its message may quote a header's value, which may be a secret.
      throw new IOException("the method, the address or a header is not allowed");
    }
  }
}
