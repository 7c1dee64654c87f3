package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A person at the HTTP interfaces, who logs in once for a token: a password costs the server a
 * tenth of a second each time, and tests ask often.
 */
public final class Client {
  /** Far longer than a run takes to its next task or its end: a busy machine is no failure. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  private final HttpClient http;
  private final String server;
  private final String password;

  Client(String server, String user, String password, Optional<Path> certificate) {
    this.server = server;
    this.http =
        certificate
            .map(file -> HttpClient.newBuilder().sslContext(trusting(file)).build())
            .orElseGet(HttpClient::newHttpClient);
    this.password =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** An answer. */
  public record Answer(int status, JsonNode body) {}

  public JsonNode get(String path) {
    return good(send(path, HttpRequest.newBuilder().GET()), path);
  }

  /** Gets, whatever the answer. */
  public Answer tryGet(String path) {
    return send(path, HttpRequest.newBuilder().GET());
  }

  /** What stands there, as it is. */
  public String text(String path) {
    return exchange(HttpRequest.newBuilder(URI.create(server + path))).body();
  }

  public JsonNode post(String path, Object body) {
    return good(tryPost(path, body), path);
  }

  public void delete(String path) {
    good(send(path, HttpRequest.newBuilder().DELETE()), path);
  }

  /** Puts, whatever the answer. */
  public Answer put(String path, Object body) {
    return send(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json(body))));
  }

  /** Posts, whatever the answer. */
  public Answer tryPost(String path, Object body) {
    return send(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(body))));
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the one open task of that key in a run. */
  public String task(String runId, String key) {
    try {
      return Awaitility.await().atMost(PATIENCE).until(() -> find(runId, key), id -> !id.isEmpty());
    } catch (ConditionTimeoutException e) {
      JsonNode timeline = get("/api/v1/runs/" + runId + "/timeline");
      throw new AssertionError("no task " + key + " in: " + timeline.toPrettyString(), e);
    }
  }

  private String find(String runId, String key) {
    for (JsonNode task :
        get(
            "/engine-rest/task?processInstanceBusinessKey="
                + runId
                + "&taskDefinitionKey="
                + key)) {
      return task.path("id").asText();
    }
    return "";
  }

  /** Claims a task for a user and completes it with these answers. */
  public Answer work(String taskId, String user, Map<String, String> answers) {
    Answer claimed = tryPost("/engine-rest/task/" + taskId + "/claim", Map.of("userId", user));
    if (claimed.status() >= 300) {
      return claimed;
    }
    return complete(taskId, answers);
  }

  /** Completes without claiming. */
  public Answer complete(String taskId, Map<String, String> answers) {
    Map<String, Object> variables = new LinkedHashMap<>();
    answers.forEach((name, value) -> variables.put(name, Map.of("value", value, "type", "String")));
    return tryPost("/engine-rest/task/" + taskId + "/submit-form", Map.of("variables", variables));
  }

  private Answer send(String path, HttpRequest.Builder request) {
    HttpResponse<String> answer =
        exchange(request.uri(URI.create(server + path)).header("Accept", "application/json"));
    try {
      String body = answer.body();
      return new Answer(
          answer.statusCode(),
          body == null || body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    String known = TOKENS.get(server + password);
    if (known != null) {
      HttpResponse<String> answer = exchange(request, known);
      if (answer.statusCode() != 401) {
        return answer;
      }
      // Another server at this address, or one that has lost its database.
      TOKENS.remove(server + password);
    }
    return exchange(request, logIn());
  }

  private String logIn() {
    HttpResponse<String> answer =
        exchange(
            HttpRequest.newBuilder(URI.create(server + "/api/v1/login"))
                .POST(BodyPublishers.noBody()),
            password);
    if (answer.statusCode() != 200) {
      return password;
    }
    try {
      String token = "Bearer " + JSON.readTree(answer.body()).path("token").asText();
      TOKENS.put(server + password, token);
      return token;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request, String authorization) {
    try {
      return http.send(
          request.setHeader("Authorization", authorization).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode good(Answer answer, String path) {
    if (answer.status() >= 300) {
      throw new AssertionError(path + " answered " + answer.status() + ": " + answer.body());
    }
    return answer.body();
  }

  private static SSLContext trusting(Path certificate) {
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
