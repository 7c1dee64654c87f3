package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A double of AWS Secrets Manager, written after its API reference; the service itself cannot be
 * had here. JSON 1.1 with signed requests, short pages, labels that move by themselves, names that
 * stay taken for a moment after a removal, and a list that can lag behind.
 */
public final class SecretsManagerServer implements AutoCloseable {
  public static final String ACCESS_KEY = "AKIATHEACCESSKEY";
  public static final String SECRET_KEY = "the+secret/key-of-the-test";
  public static final String REGION = "eu-central-1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretsStore secrets = new SecretsStore();
  private final PlannedFaults faults = new PlannedFaults();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Runnable beforeValue = () -> {};

  public SecretsManagerServer() {
    server = LoopbackServer.start("secrets manager", this::serve);
  }

  public String url(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  /** The actions of all requests, with the secret that they name. */
  public List<String> asked() {
    return asked;
  }

  /** What happens once, right before the next value is read. */
  public void onNextValue(Runnable action) {
    beforeValue =
        () -> {
          beforeValue = () -> {};
          action.run();
        };
  }

  /** Lets an action succeed some times and then fail some times. */
  public void fail(String action, int after, int times, int status, String word) {
    faults.plan(action, after, times, status, word);
  }

  /** Fails nothing any more. */
  public void mend() {
    faults.clear();
    secrets.lagBehind(0);
  }

  /** New secrets are missing from so many lists from now on. */
  public void lagBehind(int lists) {
    secrets.lagBehind(lists);
  }

  /** Does something as a person with all rights would. */
  public JsonNode call(String action, String body) {
    try {
      return secrets.answer(action, JSON.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says of a secret what only the service itself can. */
  public void set(String name, String field, Object value) {
    secrets.set(name, field, value);
  }

  /** Everything about the live secrets below a prefix, but no times and no mark. */
  public String digest(String prefix) {
    return secrets.digest(prefix);
  }

  public boolean isEmpty(String prefix) {
    return secrets.isEmpty(prefix);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      String action = target.replace("secretsmanager.", "");
      int status = 200;
      ObjectNode answer;
      try {
        String trouble =
            AwsSignature.trouble(exchange, body, "secretsmanager", ACCESS_KEY, SECRET_KEY);
        if (!trouble.isEmpty()) {
          throw new Refused(400, trouble);
        }
        JsonNode sent = JSON.readTree(body);
        asked.add(action + " " + sent.path("SecretId").asText());
        faults.raise(action);
        if (action.equals("GetSecretValue")) {
          beforeValue.run();
        }
        answer = secrets.answer(action, sent);
      } catch (Refused e) {
        status = e.status();
        answer = JSON.createObjectNode().put("__type", e.getMessage());
        answer.put("Message", "the words of the service");
      }
      byte[] bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
