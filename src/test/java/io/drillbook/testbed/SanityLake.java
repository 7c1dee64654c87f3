package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What Sanity keeps: datasets of documents, which it holds to their strong references, and the
 * content of assets; queries and mutations as far as {@link SanityStub} is asked for them.
 */
final class SanityLake {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, ObjectNode>> datasets = new ConcurrentHashMap<>();
  private final Map<String, byte[]> assets = new ConcurrentHashMap<>();
  private final String host;
  private volatile String refusedType = "";

  /** An empty one, whose assets are fetched from that host. */
  SanityLake(String host) {
    this.host = host;
  }

  void createDataset(String name) {
    datasets.put(name, new ConcurrentHashMap<>());
  }

  boolean hasDataset(String name) {
    return datasets.containsKey(name);
  }

  Set<String> datasets() {
    return datasets.keySet();
  }

  /** Documents by id; those that the service keeps for itself included. */
  Map<String, ObjectNode> documents(String dataset) {
    return datasets.getOrDefault(dataset, Map.of());
  }

  void put(String dataset, ObjectNode document) {
    store(datasets.get(dataset), document);
  }

  /** The content of an asset by its path; nothing where there is none. */
  byte[] content(String path) {
    return assets.getOrDefault(path, new byte[0]);
  }

  /** Says what is in a dataset, so that equal text means equal data. */
  String digest(String dataset) {
    return documents(dataset).values().stream()
        .filter(document -> !id(document).startsWith("_.") && !id(document).startsWith("drillbook"))
        .map(SanityLake::comparable)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Documents of this type are refused. */
  void refuses(String type) {
    refusedType = type;
  }

  JsonNode create(String name) {
    if (datasets.putIfAbsent(name, new ConcurrentHashMap<>()) != null) {
      throw new Refused(409, "Dataset already exists");
    }
    return JSON.createObjectNode().put("datasetName", name);
  }

  JsonNode delete(String name) {
    if (datasets.remove(name) == null) {
      throw new Refused(404, "Dataset not found");
    }
    return JSON.createObjectNode().put("deleted", true);
  }

  JsonNode queried(String dataset, Map<String, String> asking) {
    Map<String, ObjectNode> documents = documents(dataset);
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
    throw new Refused(400, "the stub does not know this question: " + groq);
  }

  synchronized JsonNode mutate(String dataset, JsonNode body, boolean dryRun) {
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
        default -> throw new Refused(400, "the stub does not know: " + what);
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
      throw new Refused(400, "the document is invalid");
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
      throw new Refused(409, "references non-existent document " + to);
    }
    node.forEach(child -> holdReferences(child, documents));
  }

  synchronized ObjectNode asset(String dataset, String kind, String filename, byte[] content) {
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
            .put("url", host + path);
    store(datasets.get(dataset), document);
    return document;
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

  static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
