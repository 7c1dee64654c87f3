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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
  private final Map<String, Map<String, ObjectNode>> datasets = new ConcurrentHashMap<>();
  private final Map<String, byte[]> assets = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String midExport = "";
  private volatile int cutExportAfter = -1;
  private volatile boolean politely;
  private volatile int assetStatus = 200;
  private final java.util.concurrent.atomic.AtomicInteger busy =
      new java.util.concurrent.atomic.AtomicInteger();
  private volatile String refusedType = "";
  private volatile String lateAt = "never";
  private volatile int lateFrom;
  private volatile Duration late = Duration.ZERO;
  private volatile String silentAt = "never";
  private final CountDownLatch closed = new CountDownLatch(1);

  /** An answer that is no success. */
  private static final class Refusal extends RuntimeException {
    private final int status;

    Refusal(int status, String why) {
      super(why);
      this.status = status;
    }
  }

  public SanityStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::serve);
    server.start();
  }

  public String host() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The methods and paths of everything that came in, in order. */
  public List<String> asked() {
    return asked;
  }

  public void createDataset(String name) {
    datasets.put(name, new ConcurrentHashMap<>());
  }

  public boolean hasDataset(String name) {
    return datasets.containsKey(name);
  }

  /** Documents by id; those that the service keeps for itself included. */
  public Map<String, ObjectNode> documents(String dataset) {
    return datasets.getOrDefault(dataset, Map.of());
  }

  public void put(String dataset, String json) {
    try {
      ObjectNode document = (ObjectNode) JSON.readTree(json);
      store(datasets.get(dataset), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uploads as a client would; gives the id of the asset's document. */
  public String upload(String dataset, String kind, String filename, byte[] content) {
    return asset(dataset, kind, filename, content).path("_id").asText();
  }

  /** Says what is in a dataset, so that equal text means equal data. */
  public String digest(String dataset) {
    return documents(dataset).values().stream()
        .filter(document -> !id(document).startsWith("_.") && !id(document).startsWith("drillbook"))
        .map(SanityStub::comparable)
        .sorted()
        .collect(Collectors.joining("\n"));
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
    refusedType = type;
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
        throw new Refusal(401, "Unauthorized");
      }
      if (busy.getAndDecrement() > 0) {
        throw new Refusal(429, "too many requests");
      }
      if (path.startsWith("/data/export/")) {
        export(exchange, dataset(path));
      } else {
        answer(exchange, 200, JSON.writeValueAsBytes(act(exchange, path, body)));
      }
    } catch (Refusal e) {
      ObjectNode error = JSON.createObjectNode().put("statusCode", e.status);
      error.put("error", e.getMessage()).put("message", e.getMessage());
      answer(exchange, e.status, JSON.writeValueAsBytes(error));
    }
  }

  private JsonNode act(HttpExchange exchange, String path, byte[] body) throws IOException {
    String method = exchange.getRequestMethod();
    if (path.equals("/datasets")) {
      ArrayNode list = JSON.createArrayNode();
      datasets.keySet().forEach(name -> list.addObject().put("name", name));
      return list;
    }
    if (path.startsWith("/datasets/")) {
      return method.equals("PUT") ? create(name(path)) : delete(name(path));
    }
    Map<String, String> asking = parameters(exchange);
    if (path.startsWith("/data/query/")) {
      return JSON.createObjectNode().set("result", queried(datasets.get(dataset(path)), asking));
    }
    if (path.startsWith("/data/mutate/")) {
      dataset(path);
      return mutate(name(path), JSON.readTree(body), "true".equals(asking.get("dryRun")));
    }
    if (path.startsWith("/assets/")) {
      String kind = path.split("/", -1)[2];
      return JSON.createObjectNode()
          .set("document", asset(name(path), kind, asking.getOrDefault("filename", ""), body));
    }
    throw new Refusal(404, "no such address");
  }

  private JsonNode create(String name) {
    if (datasets.putIfAbsent(name, new ConcurrentHashMap<>()) != null) {
      throw new Refusal(409, "Dataset already exists");
    }
    return JSON.createObjectNode().put("datasetName", name);
  }

  private JsonNode delete(String name) {
    if (datasets.remove(name) == null) {
      throw new Refusal(404, "Dataset not found");
    }
    return JSON.createObjectNode().put("deleted", true);
  }

  private JsonNode queried(Map<String, ObjectNode> documents, Map<String, String> asking) {
    String groq = asking.get("query");
    if (groq.startsWith("count(")) {
      return JSON.getNodeFactory()
          .numberNode(
              documents.keySet().stream()
                  .filter(id -> !id.startsWith("_.") && !id.equals("drillbook.run"))
                  .count());
    }
    if (groq.contains("_id == \"drillbook.run\"")) {
      ObjectNode mark = documents.get("drillbook.run");
      return mark == null ? JSON.nullNode() : mark;
    }
    if (groq.contains("sha1hash == $sha1hash")) {
      String sum = asking.getOrDefault("$sha1hash", "").replace("\"", "");
      return documents.values().stream()
          .filter(document -> document.path("sha1hash").asText().equals(sum))
          .findFirst()
          .map(JsonNode.class::cast)
          .orElse(JSON.nullNode());
    }
    throw new Refusal(400, "the stub does not know this question: " + groq);
  }

  private synchronized JsonNode mutate(String dataset, JsonNode body, boolean dryRun) {
    Map<String, ObjectNode> changed = new TreeMap<>(datasets.get(dataset));
    ObjectNode answer = JSON.createObjectNode().put("transactionId", UUID.randomUUID().toString());
    ArrayNode results = answer.putArray("results");
    for (JsonNode mutation : body.path("mutations")) {
      String what = mutation.fieldNames().next();
      JsonNode given = mutation.get(what);
      String id = given.path(what.equals("patch") ? "id" : "_id").asText();
      switch (what) {
        case "create", "createOrReplace" -> store(changed, given.deepCopy());
        case "patch" -> patch(changed, given);
        case "delete" -> changed.keySet().removeIf(known -> !known.startsWith("_."));
        default -> throw new Refusal(400, "the stub does not know: " + what);
      }
      results.addObject().put("id", id).put("operation", "update");
    }
    changed.values().forEach(document -> holdReferences(document, changed));
    if (!dryRun) {
      datasets.put(dataset, new ConcurrentHashMap<>(changed));
    }
    return answer;
  }

  private void store(Map<String, ObjectNode> documents, ObjectNode document) {
    if (!refusedType.isEmpty() && document.path("_type").asText().equals(refusedType)) {
      throw new Refusal(400, "the document is invalid");
    }
    document.put("_rev", UUID.randomUUID().toString());
    documents.put(id(document), document);
  }

  /** Paths of names with dots between them only. */
  private static void patch(Map<String, ObjectNode> documents, JsonNode patch) {
    ObjectNode document = documents.get(patch.path("id").asText()).deepCopy();
    patch
        .path("setIfMissing")
        .properties()
        .forEach(
            entry -> {
              if (!document.has(entry.getKey())) {
                document.set(entry.getKey(), entry.getValue());
              }
            });
    patch
        .path("set")
        .properties()
        .forEach(
            entry -> parent(document, entry.getKey()).set(last(entry.getKey()), entry.getValue()));
    patch
        .path("unset")
        .forEach(path -> parent(document, path.asText()).remove(last(path.asText())));
    documents.put(id(document), document);
  }

  private static ObjectNode parent(ObjectNode document, String path) {
    ObjectNode at = document;
    String[] steps = path.split("\\.", -1);
    for (int i = 0; i < steps.length - 1; i++) {
      at = at.withObject("/" + steps[i]);
    }
    return at;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static void holdReferences(JsonNode node, Map<String, ObjectNode> documents) {
    String to = node.path("_ref").asText();
    if (!to.isEmpty() && !node.path("_weak").asBoolean() && !documents.containsKey(to)) {
      throw new Refusal(409, "references non-existent document " + to);
    }
    node.forEach(child -> holdReferences(child, documents));
  }

  private synchronized ObjectNode asset(
      String dataset, String kind, String filename, byte[] content) {
    boolean image = kind.equals("images");
    String sum = hash("SHA-1", content);
    String id = image ? "image-" + sum + "-1x1-png" : "file-" + sum + "-txt";
    String path = "/cdn/" + kind + "/" + dataset + "/" + sum;
    assets.put(path, content);
    ObjectNode document =
        JSON.createObjectNode()
            .put("_id", id)
            .put("_type", image ? "sanity.imageAsset" : "sanity.fileAsset")
            .put("assetId", sum)
            .put("extension", image ? "png" : "txt")
            .put("mimeType", image ? "image/png" : "text/plain")
            .put("originalFilename", filename)
            .put("sha1hash", sum)
            .put("size", content.length)
            .put("path", path)
            .put("url", host() + path);
    store(datasets.get(dataset), document);
    return document;
  }

  private void export(HttpExchange exchange, String dataset) throws IOException {
    StringBuilder lines = new StringBuilder();
    List<ObjectNode> documents = List.copyOf(datasets.get(dataset).values());
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
    byte[] content = assets.getOrDefault(path, new byte[0]);
    if (assetStatus == 200) {
      exchange.getResponseHeaders().add("x-sanity-sha1", hash("SHA-1", content));
      exchange.getResponseHeaders().add("x-sanity-md5", hash("MD5", content));
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
    if (!datasets.containsKey(name(path))) {
      throw new Refusal(404, "Dataset not found");
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

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> found = new TreeMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] halves = pair.split("=", 2);
      found.put(
          URLDecoder.decode(halves[0], StandardCharsets.UTF_8),
          URLDecoder.decode(halves.length > 1 ? halves[1] : "", StandardCharsets.UTF_8));
    }
    return found;
  }

  private static String comparable(ObjectNode document) {
    ObjectNode plain = document.deepCopy();
    plain.remove(List.of("_rev", "_updatedAt", "url", "path"));
    try {
      return JSON.writer()
          .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .writeValueAsString(JSON.convertValue(plain, Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(JsonNode document) {
    return document.path("_id").asText();
  }

  private static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
  }
}
