package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Stands for Sanity's API, which cannot be had: datasets, export, query, mutations and assets as
 * its documentation describes them, just so much of each as our driver and the official packages
 * {@code @sanity/export} and {@code @sanity/import} ask for. It holds documents to their strong
 * references, as the service does.
 */
public final class SanityStub implements AutoCloseable {
  public static final String PROJECT = "abc123";
  public static final String TOKEN = "sk-of-the-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final SanityLake lake;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String midExport = "";
  private volatile int cutExportAfter = -1;
  private volatile boolean politely;
  private volatile int assetStatus = 200;
  private final java.util.concurrent.atomic.AtomicInteger busy =
      new java.util.concurrent.atomic.AtomicInteger();
  private volatile String lateAt = "never";
  private volatile int lateFrom;
  private volatile Duration late = Duration.ZERO;
  private volatile String silentAt = "never";
  private final CountDownLatch closed = new CountDownLatch(1);

  public SanityStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::serve);
    server.start();
    lake = new SanityLake(host());
  }

  public String host() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The methods and paths of everything that came in, in order. */
  public List<String> asked() {
    return asked;
  }

  public void createDataset(String name) {
    lake.createDataset(name);
  }

  public boolean hasDataset(String name) {
    return lake.hasDataset(name);
  }

  /** Documents by id; those that the service keeps for itself included. */
  public Map<String, ObjectNode> documents(String dataset) {
    return lake.documents(dataset);
  }

  public void put(String dataset, String json) {
    try {
      lake.put(dataset, (ObjectNode) JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uploads as a client would; gives the id of the asset's document. */
  public String upload(String dataset, String kind, String filename, byte[] content) {
    return lake.asset(dataset, kind, filename, content).path("_id").asText();
  }

  /** Says what is in a dataset, so that equal text means equal data. */
  public String digest(String dataset) {
    return lake.digest(dataset);
  }

  /** The next export holds this line in its middle. */
  public void saysInTheMiddle(String line) {
    midExport = line;
  }

  /**
   * The next exports end after so many bytes.
   *
   * @param likeAWhole whether the connection ends as if that were all
   */
  public void cutsExportsAfter(int bytes, boolean likeAWhole) {
    cutExportAfter = bytes;
    politely = likeAWhole;
  }

  /** Assets are answered with this from now on. */
  public void answersAssetsWith(int status) {
    assetStatus = status;
  }

  /** So many calls are answered with 429 first. */
  public void isBusyFor(int calls) {
    busy.set(calls);
  }

  /** Documents of this type are refused. */
  public void refuses(String type) {
    lake.refuses(type);
  }

  /** What is asked for at a path that begins so is answered after this. */
  public void answersLate(String path, Duration after) {
    late = after;
    lateAt = path;
  }

  /** Only what brings as many bytes is answered late. */
  public void answersLateFrom(int bytes) {
    lateFrom = bytes;
  }

  /** Answers of a path that begins so lack their last byte, and the connection stays open. */
  public void fallsSilentAt(String path) {
    silentAt = path;
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path =
        exchange
            .getRequestURI()
            .getPath()
            .replaceFirst("^/v[^/]+", "")
            .replaceFirst("^/projects/" + PROJECT, "");
    asked.add(exchange.getRequestMethod() + " " + path + query(exchange));
    try (exchange) {
      if (path.startsWith(lateAt) && body.length >= lateFrom) {
        idle(late);
      }
      answer(exchange, path, body);
    }
  }

  private void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
    try {
      if (path.startsWith("/cdn/")) {
        cdn(exchange, path);
        return;
      }
      if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        throw new Refused(401, "Unauthorized");
      }
      if (busy.getAndDecrement() > 0) {
        throw new Refused(429, "too many requests");
      }
      if (path.startsWith("/data/export/")) {
        export(exchange, dataset(path));
      } else {
        answer(exchange, 200, JSON.writeValueAsBytes(act(exchange, path, body)));
      }
    } catch (Refused e) {
      ObjectNode error = JSON.createObjectNode().put("statusCode", e.status());
      error.put("error", e.getMessage()).put("message", e.getMessage());
      answer(exchange, e.status(), JSON.writeValueAsBytes(error));
    }
  }

  private JsonNode act(HttpExchange exchange, String path, byte[] body) throws IOException {
    String method = exchange.getRequestMethod();
    if (path.equals("/datasets")) {
      ArrayNode list = JSON.createArrayNode();
      lake.datasets().forEach(name -> list.addObject().put("name", name));
      return list;
    }
    if (path.startsWith("/datasets/")) {
      return method.equals("PUT") ? lake.create(name(path)) : lake.delete(name(path));
    }
    Map<String, String> asking = FormText.fields(exchange.getRequestURI().getRawQuery());
    if (path.startsWith("/data/query/")) {
      return JSON.createObjectNode().set("result", lake.queried(dataset(path), asking));
    }
    if (path.startsWith("/data/mutate/")) {
      dataset(path);
      return lake.mutate(name(path), JSON.readTree(body), "true".equals(asking.get("dryRun")));
    }
    if (path.startsWith("/assets/")) {
      String kind = path.split("/", -1)[2];
      return JSON.createObjectNode()
          .set("document", lake.asset(name(path), kind, asking.getOrDefault("filename", ""), body));
    }
    throw new Refused(404, "no such address");
  }

  private void export(HttpExchange exchange, String dataset) throws IOException {
    StringBuilder lines = new StringBuilder();
    List<ObjectNode> documents = List.copyOf(lake.documents(dataset).values());
    for (int i = 0; i < documents.size(); i++) {
      if (i == documents.size() / 2 && !midExport.isEmpty()) {
        lines.append(midExport).append('\n');
      }
      lines.append(documents.get(i)).append('\n');
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (("/data/export/" + dataset).startsWith(silentAt)) {
      fallSilent(exchange, bytes);
      return;
    }
    int cut = cutExportAfter < 0 ? bytes.length : Math.min(cutExportAfter, bytes.length);
    exchange.sendResponseHeaders(200, politely ? Math.max(1, cut) : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes, 0, politely ? Math.max(1, cut) : cut);
    }
  }

  private void cdn(HttpExchange exchange, String path) throws IOException {
    byte[] content = lake.content(path);
    if (assetStatus == 200) {
      exchange.getResponseHeaders().add("x-sanity-sha1", SanityLake.hash("SHA-1", content));
      exchange.getResponseHeaders().add("x-sanity-md5", SanityLake.hash("MD5", content));
    }
    if (path.startsWith(silentAt)) {
      fallSilent(exchange, content);
      return;
    }
    answer(exchange, assetStatus, content);
  }

  private void fallSilent(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length + 1L);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().flush();
    idle(Duration.ofHours(1));
  }

  private void idle(Duration time) {
    try {
      closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private String dataset(String path) {
    if (!lake.hasDataset(name(path))) {
      throw new Refused(404, "Dataset not found");
    }
    return name(path);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query == null ? "" : "?" + query;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
  }
}
