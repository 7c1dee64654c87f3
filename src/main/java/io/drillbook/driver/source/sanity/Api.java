package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Sanity's HTTP API as one token reaches it (https://www.sanity.io/docs/http-reference), by the
 * addresses that {@code @sanity/client} asks on a project's own host. Calls that may be repeated
 * are, for a while, where the service is busy.
 */
final class Api {
  private static final Duration ANSWER = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int OK = 200;

  private final Side side;
  private final String project;
  private final String dataset;
  private final URI host;
  private final String base;
  private final Optional<Secret> token;
  private final Cancellation cancellation;
  private final Line line;

  Api(Settings settings, Secrets secrets, Side side, Cancellation cancellation) {
    this.side = side;
    this.cancellation = cancellation;
    this.project = word(settings, SanitySettings.PROJECT, "[a-zA-Z0-9-]+");
    this.dataset = word(settings, SanitySettings.DATASET, "~?[a-z0-9][-_a-z0-9]{0,63}");
    this.host =
        host(
            settings
                .optionalText(SanitySettings.API_HOST)
                .orElse("https://" + project + ".api.sanity.io"));
    this.base =
        host
            + "/v"
            + settings
                .optionalText(SanitySettings.API_VERSION)
                .orElse(SanitySettings.VERSION)
                .replaceFirst("^v", "");
    this.line = new Line(Durations.of(settings, SanitySettings.TIMEOUT, ANSWER), cancellation);
    this.token = settings.secret(SanitySettings.TOKEN).map(secrets::resolve);
  }

  String project() {
    return project;
  }

  String dataset() {
    return dataset;
  }

  Side side() {
    return side;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Project and dataset: all over the world there is only one of that name. */
  String who() {
    return project + "/" + dataset;
  }

  /** Every document, one to a line; the stream breaks where the connection does. */
  InputStream export() {
    return stream(request("/data/export/" + dataset).build(), who());
  }

  /** The answer to a question in GROQ over everything that there is, drafts included. */
  JsonNode query(String groq) {
    return json(request(
                "/data/query/"
                    + dataset
                    + "?perspective=raw&query="
                    + URLEncoder.encode(groq, StandardCharsets.UTF_8))
            .build())
        .path("result");
  }

  /** All datasets of the project. */
  JsonNode datasets() {
    return json(request("/datasets").build());
  }

  void createDataset() {
    json(request("/datasets/" + dataset).PUT(text("{\"aclMode\":\"private\"}")).build());
  }

  void deleteDataset() {
    json(request("/datasets/" + dataset).DELETE().build());
  }

  /** Changes documents, or only says whether it could. */
  void mutate(JsonNode mutations, boolean dryRun) {
    json(
        request("/data/mutate/" + dataset + "?visibility=sync&dryRun=" + dryRun)
            .POST(text("{\"mutations\":" + mutations + "}"))
            .build());
  }

  /** Does what is no plain change of a document, such as importing a release. */
  void act(JsonNode action) {
    json(request("/data/actions/" + dataset).POST(text("{\"actions\":[" + action + "]}")).build());
  }

  /**
   * Uploads an asset and gives its document; a large one may take long.
   *
   * @param kind {@code images} or {@code files}
   */
  JsonNode upload(String kind, String filename, BodyPublisher content) {
    String name = URLEncoder.encode(filename, StandardCharsets.UTF_8);
    return json(request("/assets/" + kind + "/" + dataset + "?filename=" + name)
            .setHeader("Content-Type", "application/octet-stream")
            .timeout(line.patience(content.contentLength()))
            .POST(content)
            .build())
        .path("document");
  }

  /** An asset by the address in its own document; the token goes to Sanity alone. */
  HttpResponse<InputStream> asset(URI url) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(line.patience(0));
    boolean home = "cdn.sanity.io".equals(url.getHost());
    if (home || host.getAuthority().equals(url.getAuthority())) {
      token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    }
    if (home && token.isPresent() && url.getQuery() == null) {
      // The file as it was uploaded, not as the network serves it.
      request.uri(URI.create(url + "?dlRaw=true"));
    }
    return send(request.build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(line.patience(0))
            .header("Content-Type", "application/json")
            // For a host that is not the project's own.
            .header("X-Sanity-Project-ID", project);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    return request;
  }

  private JsonNode json(HttpRequest request) {
    int[] status = {0};
    JsonNode[] answer = {Json.nothing()};
    try {
      Patience.until(
          PATIENCE,
          PAUSE,
          cancellation,
          () -> {
            try (InputStream body = body(request, status)) {
              answer[0] = status[0] / 100 == 2 ? Json.read(body.readAllBytes()) : Json.nothing();
              return !Side.passes(status[0]);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      cancellation.check();
      throw side.unreachable(who(), String.valueOf(e.getCause().getMessage()), e.getCause());
    }
    if (status[0] / 100 != 2) {
      throw side.fault(status[0], who());
    }
    return answer[0];
  }

  private InputStream body(HttpRequest request, int[] status) throws IOException {
    HttpResponse<InputStream> response = send(request);
    status[0] = response.statusCode();
    return response.body();
  }

  private InputStream stream(HttpRequest request, String subject) {
    try {
      HttpResponse<InputStream> response = send(request);
      if (response.statusCode() != OK) {
        response.body().close();
        throw side.fault(response.statusCode(), subject);
      }
      return response.body();
    } catch (IOException e) {
      cancellation.check();
      throw side.unreachable(subject, String.valueOf(e.getMessage()), e);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    cancellation.check();
    return line.send(request);
  }

  private static BodyPublisher text(String json) {
    return BodyPublishers.ofString(json);
  }

  private static String word(Settings settings, String key, String shape) {
    String value = settings.text(key);
    if (!value.matches(shape)) {
      throw invalid(key, "Write it as Sanity shows it: letters, digits and dashes.");
    }
    return value;
  }

  private static URI host(String text) {
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      if (uri.getHost() != null && uri.getUserInfo() == null && uri.getPath().isEmpty()) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw invalid(SanitySettings.API_HOST, "Write https://host, without a path.");
    }
    throw invalid(SanitySettings.API_HOST, "Write https://host, without a path.");
  }

  private static Fault invalid(String key, String hint) {
    return new Fault(FaultCode.INPUT_INVALID, "unable to use the setting: '" + key + "'", hint);
  }
}
