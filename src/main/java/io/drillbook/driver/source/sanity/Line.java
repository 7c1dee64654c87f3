package io.drillbook.driver.source.sanity;

import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * The connections of one step: a service that falls silent holds up nobody for longer than the
 * patience with it, and a cancel frees whoever waits at once, for headers as for bytes.
 */
final class Line {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** What a slow way out still carries; more is a fault of its own. */
  private static final long LEAST_BYTES_A_SECOND = 50_000;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private final Set<WatchedBody> open = ConcurrentHashMap.newKeySet();
  private final Duration patience;
  private final Cancellation cancellation;

  /**
   * A line.
   *
   * @param patience how long the service may say nothing
   */
  Line(Duration patience, Cancellation cancellation) {
    this.patience = patience;
    this.cancellation = cancellation;
    cancellation.onCancel(this::cut);
  }

  /** How long the headers of an answer may take after so many bytes of ours. */
  Duration patience(long bytes) {
    return patience.plusSeconds(Math.max(0, bytes) / LEAST_BYTES_A_SECOND);
  }

  /**
   * Sends a request, which has a timeout; reading the answer fails where no byte comes for long.
   *
   * @throws IOException where no answer comes in time
   * @throws io.drillbook.domain.fault.Fault CANCELLED
   */
  HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(request, watched());
    Runnable giveUp = () -> answer.cancel(true);
    waiting.add(giveUp);
    try {
      if (cancellation.isCancelled()) {
        // Before it was waited for: nobody else cuts it.
        cut();
      }
      return answer.get();
    } catch (CancellationException e) {
      cancellation.check();
      throw new IOException("given up", e);
    } catch (ExecutionException e) {
      cancellation.check();
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      waiting.remove(giveUp);
    }
  }

  private BodyHandler<InputStream> watched() {
    return head ->
        BodySubscribers.mapping(
            BodySubscribers.ofInputStream(),
            bytes -> {
              WatchedBody body = new WatchedBody(bytes, patience, open::remove);
              open.add(body);
              if (cancellation.isCancelled()) {
                body.cut("the step was cancelled");
              }
              return body;
            });
  }

  private void cut() {
    waiting.forEach(Runnable::run);
    open.forEach(body -> body.cut("the step was cancelled"));
  }
}
