package io.drillbook.driver.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.web.TrustedAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Posts once and reads what the answer means; takes a minute at most. */
final class Post {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ALL = Duration.ofSeconds(30);
  private static final int LARGEST_ANSWER = 64 * 1024;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  private final HttpClient client;
  private final Clock clock;
  private final Duration limit;

  Post(Optional<Path> caFile, Clock clock) {
    this(caFile, clock, ALL);
  }

  Post(Optional<Path> caFile, Clock clock, Duration limit) {
    this.limit = limit;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            // A redirect could lead an alert to anywhere.
            .followRedirects(Redirect.NEVER);
    caFile.ifPresent(file -> builder.sslContext(TrustedAuthorities.context(file, "channel")));
    this.client = builder.build();
    this.clock = clock;
  }

  Receipt send(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response =
          client.send(request.timeout(limit).build(), BodyHandlers.ofInputStream());
      return meaning(response, read(response.body()));
    } catch (IOException e) {
      // The kind only: a client's message may hold the address, which is a secret.
      return new Receipt.Later("no answer: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Receipt.Later("interrupted");
    }
  }

  /** The client's own limit ends with the head of the answer: a body that drips would hang. */
  private byte[] read(InputStream body) throws IOException {
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> close(body));
    try (body) {
      return body.readNBytes(LARGEST_ANSWER);
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Receipt meaning(HttpResponse<?> answer, byte[] body) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Receipt.Delivered(confirms(body));
    }
    String why = "status " + status;
    if (status == TIMEOUT || status == TOO_MANY || status / 100 == 5) {
      return new Receipt.Later(why, answer.headers().firstValue("Retry-After").flatMap(this::wait));
    }
    return new Receipt.Refused(why);
  }

  private static boolean confirms(byte[] body) {
    try {
      return JSON.readTree(body).path("confirmed").asBoolean(false);
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds, or a date: RFC 9110, section 10.2.3. */
  private Optional<Duration> wait(String retryAfter) {
    try {
      if (retryAfter.strip().matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter.strip())));
      }
      Instant until =
          ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), until)).filter(it -> !it.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
