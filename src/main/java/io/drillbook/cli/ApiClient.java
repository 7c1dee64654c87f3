package io.drillbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Talks to the server's API. */
final class ApiClient {
  static final ObjectMapper JSON = new ObjectMapper();

  /** How many rows a server gives at once, at most. */
  private static final int PART = 1_000;

  private final URI server;
  private final Credentials credentials;
  private final HttpClient http;

  ApiClient(URI server, Optional<Path> certificate, Credentials credentials) {
    this.server = server;
    this.credentials = credentials;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    certificate.map(Trust::only).ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** The answer to a question; a path such as {@code systems/shop}. */
  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  /**
   * A list, all of it: the parts of a long one are fetched one after the other.
   *
   * @param rows the names of the lists in each part
   */
  JsonNode list(String path, String... rows) {
    ObjectNode all = (ObjectNode) get(path + (path.contains("?") ? "&" : "?") + "limit=" + PART);
    JsonNode next = all.path("next");
    while (next.isTextual()) {
      JsonNode part = send(address(next.asText()).GET().build());
      for (String list : rows) {
        ((ArrayNode) all.path(list)).addAll((ArrayNode) part.path(list));
      }
      next = part.path("next");
    }
    all.remove("next");
    return all;
  }

  /** The timeline of a run with every line of its record, however long it is. */
  JsonNode timeline(String run) {
    String path = "runs/" + segment(run);
    ObjectNode all = (ObjectNode) list(path + "/timeline", "steps", "moments");
    if (all.path("steps").size() + all.path("moments").size() > PART) {
      // Parts hold the lines of their moments alone.
      all.set("record", list(path + "/record", "lines").path("lines"));
    }
    return all;
  }

  /** Lines of a stream, each when it comes. */
  void lines(String path, Consumer<String> reader) {
    HttpRequest request =
        request(path).setHeader("Accept", "application/x-ndjson, */*").GET().build();
    HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() / 100 != 2) {
        throw refusal(response.statusCode(), lines.collect(Collectors.joining()));
      }
      lines.forEach(reader);
    } catch (UncheckedIOException e) {
      throw lost(e);
    }
  }

  /**
   * A file, to be read while it comes and closed; the server may need minutes to begin.
   *
   * @throws IOException where an answer that is none cannot be read
   */
  InputStream download(String path) throws IOException {
    HttpRequest request =
        request(path)
            .timeout(Duration.ofMinutes(10))
            .setHeader("Accept", "application/octet-stream, application/*, */*")
            .GET()
            .build();
    HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      throw refusal(
          response.statusCode(), new String(body.readNBytes(100_000), StandardCharsets.UTF_8));
    }
  }

  /** The answer to an order. */
  JsonNode post(String path, Map<String, ?> body) {
    try {
      return send(
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was put together from texts always is JSON", e);
    }
  }

  /** One segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return address("/api/v1/" + path);
  }

  private HttpRequest.Builder address(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", credentials.header())
        .header("Accept", "application/json, application/problem+json");
  }

  private JsonNode send(HttpRequest request) {
    HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.body());
    }
    try {
      return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
    } catch (JsonProcessingException e) {
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to understand the answer of: '" + server + "'",
          "Check that a Drillbook server listens there.",
          e);
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw lost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCodes.FAILED, "unable to wait: 'interrupted'", "Try again.", e);
    }
  }

  private CliFailure lost(Exception e) {
    return new CliFailure(
        ExitCodes.NOT_REACHABLE,
        "unable to reach the server: '" + server + "'",
        "Check that it runs ('drillbook serve') and that --server or DRILLBOOK_SERVER names it.",
        e);
  }

  private CliFailure refusal(int status, String body) {
    if (status == 401) {
      return new CliFailure(
          ExitCodes.REFUSED,
          "unable to log in at: '" + server + "'",
          "Check DRILLBOOK_USER and DRILLBOOK_PASSWORD, or run 'drillbook login' again.");
    }
    JsonNode problem = problem(body);
    return new CliFailure(
        exitCode(status, problem.path("code").asText()),
        problem.path("detail").asText("unable to do it: 'HTTP " + status + "'"),
        problem.path("hint").asText("The server's log says more."));
  }

  private static int exitCode(int status, String code) {
    return Stream.of(FaultCode.values())
        .filter(known -> known.name().equals(code))
        .findFirst()
        .map(ExitCodes::of)
        .orElse(
            switch (status) {
              case 403, 409, 429 -> ExitCodes.REFUSED;
              case 400, 404, 422 -> ExitCodes.USAGE;
              case 502, 503, 504 -> ExitCodes.NOT_REACHABLE;
              default -> ExitCodes.FAILED;
            });
  }

  private static JsonNode problem(String body) {
    try {
      return JSON.readTree(body.isEmpty() ? "{}" : body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
