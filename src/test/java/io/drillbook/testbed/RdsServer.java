package io.drillbook.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A double of Amazon RDS, written after its API reference; the service itself cannot be had here.
 * Query protocol with signed requests; snapshots and instances take some looks to become available,
 * a region is the one that a request is signed for, an instance's data is a text.
 */
public final class RdsServer implements AutoCloseable {
  public static final String ACCESS_KEY = "AKIATHEACCESSKEY";
  public static final String SECRET_KEY = "the+secret/key-of-the-test";
  public static final String REGION = "eu-central-1";
  public static final String OTHER_REGION = "eu-west-1";

  private final RdsCloud cloud = new RdsCloud();
  private final PlannedFaults faults = new PlannedFaults();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public RdsServer() {
    server = LoopbackServer.start("rds", this::serve);
  }

  public String url(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  /** Actions with their regions. */
  public List<String> asked() {
    return asked;
  }

  /** Lets an action succeed some times and then fail some times. */
  public void fail(String action, int after, int times, int status, String word) {
    faults.plan(action, after, times, status, word);
  }

  /** New snapshots and instances end in this state from now on. */
  public void endIn(String state) {
    cloud.endIn(state);
  }

  /** Snapshots are whole at the first look. */
  public void hurry() {
    cloud.hurry();
  }

  /** Everything is as it should be again. */
  public void mend() {
    faults.clear();
    cloud.endIn("available");
  }

  /** Puts an instance there that is available. */
  public void put(String id, Map<String, String> fields, String data) {
    cloud.put(id, fields, data);
  }

  /** All of an instance but its name, its address, its resource id and the marks. */
  public String digest(String region, String id) {
    return cloud.digest(region, id);
  }

  public boolean isGone(String region, String id) {
    return cloud.isGone(region, id);
  }

  public void loseSnapshots() {
    cloud.loseSnapshots();
  }

  public List<String> snapshots() {
    return cloud.snapshots();
  }

  public void set(String id, String field, String value) {
    cloud.set(id, field, value);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> sent = FormText.fields(new String(body, StandardCharsets.UTF_8));
      String action = sent.getOrDefault("Action", "");
      int status = 200;
      String answer;
      try {
        String trouble = AwsSignature.trouble(exchange, body, "rds", ACCESS_KEY, SECRET_KEY);
        if (!trouble.isEmpty()) {
          throw new Refused(
              403, trouble.replace("InvalidSignatureException", "SignatureDoesNotMatch"));
        }
        String region = AwsSignature.region(exchange);
        asked.add(action + " " + region);
        faults.raise(action);
        answer =
            RdsXml.tag(
                action + "Response",
                RdsXml.tag(action + "Result", cloud.answer(action, region, sent)));
      } catch (Refused e) {
        status = e.status();
        answer =
            RdsXml.tag(
                "ErrorResponse",
                RdsXml.tag(
                    "Error",
                    RdsXml.tag("Type", "Sender")
                        + RdsXml.tag("Code", e.getMessage())
                        + RdsXml.tag("Message", "no")));
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
