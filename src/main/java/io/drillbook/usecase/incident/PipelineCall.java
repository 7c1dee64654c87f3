package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.RedeployStep.Call;
import io.drillbook.domain.plan.RedeployStep.StatusPage;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Triggers a pipeline over HTTP once, and waits until it says that it is through. */
final class PipelineCall {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration ONE_ANSWER = Duration.ofSeconds(30);
  private static final int SHOWN = 300;

  private final Secrets secrets;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  PipelineCall(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Triggers and waits.
   *
   * @param key sent as {@code Idempotency-Key}
   * @return what came of it, for the record
   * @throws Fault COMMAND_FAILED where it is known that it was not triggered or that it failed;
   *     EFFECT_UNKNOWN where that cannot be told; CANCELLED
   */
  String trigger(Call call, String key, Duration within, StepContext context) {
    HttpRequest.Builder request =
        request(call, call.url())
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .method(
                call.method(),
                call.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body()));
    HttpResponse<String> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw failed(call, "nobody took the call: " + e, e);
    } catch (IOException e) {
      throw unknown(call, "no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(call, "the wait was interrupted", e);
    }
    if (answer.statusCode() / 100 != 2) {
      String why = "status " + answer.statusCode() + ": " + shorten(answer.body());
      // A gateway that gave up on the server behind it does not know what that server did.
      throw answer.statusCode() / 100 == 5 ? unknown(call, why, null) : failed(call, why, null);
    }
    if (call.status().isEmpty()) {
      return "status " + answer.statusCode();
    }
    URI page =
        call.status().get().url().or(() -> location(call, answer)).orElseThrow(() -> lost(call));
    return follow(call, call.status().get(), page, within, context);
  }

  private String follow(Call call, StatusPage page, URI url, Duration within, StepContext context) {
    AtomicReference<String> last = new AtomicReference<>("no answer yet");
    boolean through =
        Patience.until(
            within,
            EVERY,
            context.cancellation(),
            () -> {
              last.set(ask(call, url));
              if (last.get().contains(page.failed())) {
                throw failed(call, "the pipeline says: " + shorten(last.get()), null);
              }
              return last.get().contains(page.done());
            });
    if (!through) {
      String said = "not through after " + within + "; it said: " + shorten(last.get());
      throw unknown(call, said, null);
    }
    return url + ": " + shorten(last.get());
  }

  /** A page that is away for a moment says nothing about the pipeline behind it. */
  private String ask(Call call, URI url) {
    try {
      HttpResponse<String> answer =
          http.send(request(call, url).GET().build(), BodyHandlers.ofString());
      return answer.statusCode() / 100 == 2 ? answer.body() : "status " + answer.statusCode();
    } catch (IOException e) {
      return "no answer: " + e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(call, "the wait was interrupted", e);
    }
  }

  private HttpRequest.Builder request(Call call, URI url) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(ONE_ANSWER);
    call.token()
        .map(secrets::resolve)
        .ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    return request;
  }

  private static java.util.Optional<URI> location(Call call, HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").map(call.url()::resolve);
  }

  private static Fault lost(Call call) {
    return unknown(call, "it answered without a Location, and the plan names no status page", null);
  }

  private static Fault failed(Call call, String why, Exception cause) {
    return new Fault(
        FaultCode.COMMAND_FAILED,
        "unable to redeploy by the call: '" + call.inWords() + "'",
        why + ".",
        cause);
  }

  /** It may have been triggered, or still go on: to trigger it again could do it twice. */
  private static Fault unknown(Call call, String why, Exception cause) {
    return new Fault(
        FaultCode.EFFECT_UNKNOWN,
        "unable to tell what came of the call: '" + call.inWords() + "'",
        why + ". Look at the pipeline itself: whether it was triggered, and whether it goes on.",
        cause);
  }

  private static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + " …";
  }
}
