package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

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
  private static final int PAGE = 2;

  /** What the service refuses, in its own word. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String word) {
      super(word);
      this.status = status;
    }
  }

  private static final class Version {
    private final ObjectNode value = JSON.createObjectNode();
    private final TreeSet<String> stages = new TreeSet<>();
    private final long created = Instant.now().getEpochSecond();
  }

  private static final class Entry {
    private final String arn;
    private final ObjectNode settings = JSON.createObjectNode();
    private final TreeMap<String, String> tags = new TreeMap<>();
    private final LinkedHashMap<String, Version> versions = new LinkedHashMap<>();
    private boolean deleted;
    private int unlisted;

    Entry(String name) {
      arn = "arn:aws:secretsmanager:" + REGION + ":123456789012:secret:" + name + "-a1B2c3";
    }
  }

  private final TreeMap<String, Entry> secrets = new TreeMap<>();
  private final Map<String, Integer> lingering = new ConcurrentHashMap<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Runnable beforeValue = () -> {};
  private volatile int lag;

  private record Fault(int after, int times, int status, String word) {}

  public SecretsManagerServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "secrets manager");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::serve);
    server.start();
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
    faults.put(action, new Fault(after, times, status, word));
  }

  /** Fails nothing any more. */
  public void mend() {
    faults.clear();
    lag = 0;
  }

  /** New secrets are missing from so many lists from now on. */
  public void lagBehind(int lists) {
    lag = lists;
  }

  /** Does something as a person with all rights would. */
  public JsonNode call(String action, String body) {
    try {
      return answer(action, JSON.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says of a secret what only the service itself can. */
  public synchronized void set(String name, String field, Object value) {
    find(name).settings.set(field, JSON.valueToTree(value));
  }

  /** Everything about the live secrets below a prefix, but no times and no mark. */
  public synchronized String digest(String prefix) {
    StringBuilder all = new StringBuilder();
    secrets.forEach(
        (name, entry) -> {
          if (name.startsWith(prefix)
              && !name.endsWith("drillbook-run")
              && !entry.deleted
              && !entry.settings.has("OwningService")) {
            TreeMap<String, String> tags = new TreeMap<>(entry.tags);
            tags.remove("drillbook-run");
            all.append(name.substring(prefix.length()))
                .append(' ')
                .append(entry.settings.path("Description").asText())
                .append(tags);
            new TreeMap<>(entry.versions)
                .forEach(
                    (id, version) -> {
                      if (!version.stages.isEmpty()) {
                        all.append("\n ").append(id).append(version.stages).append(version.value);
                      }
                    });
            all.append('\n');
          }
        });
    return all.toString();
  }

  public synchronized boolean isEmpty(String prefix) {
    return secrets.keySet().stream().noneMatch(name -> name.startsWith(prefix));
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
        failAsWanted(action);
        if (action.equals("GetSecretValue")) {
          beforeValue.run();
        }
        answer = answer(action, sent);
      } catch (Refused e) {
        status = e.status;
        answer = JSON.createObjectNode().put("__type", e.getMessage());
        answer.put("Message", "the words of the service");
      }
      byte[] bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void failAsWanted(String action) {
    Fault fault = faults.get(action);
    if (fault == null) {
      return;
    }
    if (fault.after > 0) {
      fail(action, fault.after - 1, fault.times, fault.status, fault.word);
    } else if (fault.times > 0) {
      fail(action, 0, fault.times - 1, fault.status, fault.word);
      throw new Refused(fault.status, fault.word);
    }
  }

  private synchronized ObjectNode answer(String action, JsonNode sent) {
    return switch (action) {
      case "ListSecrets" -> list(sent);
      case "CreateSecret" -> create(sent);
      case "DescribeSecret" -> describe(find(sent), name(sent.path("SecretId").asText()));
      case "ListSecretVersionIds" -> versions(find(sent), sent);
      case "GetSecretValue" -> value(live(sent), sent);
      case "PutSecretValue" -> put(live(sent), sent);
      case "UpdateSecretVersionStage" -> move(live(sent), sent);
      case "TagResource" -> tag(live(sent), sent);
      case "DeleteSecret" -> delete(sent);
      default -> throw new Refused(400, "UnknownOperationException");
    };
  }

  private String name(String id) {
    for (Map.Entry<String, Entry> one : secrets.entrySet()) {
      if (one.getKey().equals(id) || one.getValue().arn.equals(id)) {
        return one.getKey();
      }
    }
    throw new Refused(400, "ResourceNotFoundException");
  }

  private Entry find(String id) {
    return secrets.get(name(id));
  }

  private Entry find(JsonNode sent) {
    return find(sent.path("SecretId").asText());
  }

  private Entry live(JsonNode sent) {
    Entry entry = find(sent);
    if (entry.deleted) {
      throw new Refused(400, "InvalidRequestException");
    }
    return entry;
  }

  private ObjectNode list(JsonNode sent) {
    List<String> names = new ArrayList<>();
    secrets.forEach(
        (name, entry) -> {
          boolean wanted = !entry.deleted || sent.path("IncludePlannedDeletion").asBoolean();
          for (JsonNode filter : sent.path("Filters")) {
            wanted &= name.startsWith(filter.path("Values").path(0).asText());
          }
          if (wanted && entry.unlisted-- <= 0) {
            names.add(name);
          }
        });
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode all = answer.putArray("SecretList");
    int from = page(answer, names.size(), sent);
    names.stream()
        .skip(from)
        .limit(PAGE)
        .forEach(
            name -> {
              ObjectNode one = describe(secrets.get(name), name);
              one.set("SecretVersionsToStages", one.remove("VersionIdsToStages"));
              all.add(one);
            });
    return answer;
  }

  private static int page(ObjectNode answer, int size, JsonNode sent) {
    int from = sent.path("NextToken").asInt();
    if (from + PAGE < size) {
      answer.put("NextToken", String.valueOf(from + PAGE));
    }
    return from;
  }

  private static ObjectNode describe(Entry entry, String name) {
    ObjectNode one = JSON.createObjectNode().put("ARN", entry.arn).put("Name", name);
    one.setAll(entry.settings);
    ArrayNode tags = one.putArray("Tags");
    entry.tags.forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    one.put("LastAccessedDate", Instant.now().getEpochSecond());
    ObjectNode stages = one.putObject("VersionIdsToStages");
    entry.versions.forEach(
        (id, version) -> {
          if (!version.stages.isEmpty()) {
            version.stages.forEach(stages.withArray("/" + id)::add);
          }
        });
    return one;
  }

  private static ObjectNode versions(Entry entry, JsonNode sent) {
    List<String> ids = new ArrayList<>(entry.versions.keySet());
    ids.removeIf(
        id ->
            entry.versions.get(id).stages.isEmpty() && !sent.path("IncludeDeprecated").asBoolean());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode all = answer.putArray("Versions");
    int from = page(answer, ids.size(), sent);
    ids.stream()
        .skip(from)
        .limit(PAGE)
        .forEach(
            id -> {
              Version version = entry.versions.get(id);
              ObjectNode one = all.addObject().put("VersionId", id);
              version.stages.forEach(one.putArray("VersionStages")::add);
              one.put("CreatedDate", version.created);
            });
    return answer;
  }

  private ObjectNode create(JsonNode sent) {
    String name = sent.path("Name").asText();
    if (!name.matches("[A-Za-z0-9/_+=.@-]{1,512}") || !sent.has("ClientRequestToken")) {
      throw new Refused(400, "InvalidParameterException");
    }
    if (lingering.merge(name, -1, Integer::sum) >= 0
        || (secrets.containsKey(name) && secrets.get(name).deleted)) {
      throw new Refused(400, "InvalidRequestException");
    }
    if (secrets.containsKey(name)) {
      throw new Refused(400, "ResourceExistsException");
    }
    Entry entry = new Entry(name);
    entry.unlisted = lag;
    for (String field : List.of("Description", "KmsKeyId")) {
      if (sent.has(field)) {
        entry.settings.set(field, sent.get(field));
      }
    }
    secrets.put(name, entry);
    tag(entry, sent);
    if (sent.has("SecretString") || sent.has("SecretBinary")) {
      put(entry, sent);
    }
    return JSON.createObjectNode().put("ARN", entry.arn).put("Name", name);
  }

  private static ObjectNode tag(Entry entry, JsonNode sent) {
    for (JsonNode tag : sent.path("Tags")) {
      if (tag.path("Key").asText().startsWith("aws:")
          || !tag.path("Value").asText().matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}")) {
        throw new Refused(400, "InvalidParameterException");
      }
      entry.tags.put(tag.path("Key").asText(), tag.path("Value").asText());
    }
    if (entry.tags.size() > 50) {
      throw new Refused(400, "InvalidParameterException");
    }
    return JSON.createObjectNode();
  }

  private static ObjectNode value(Entry entry, JsonNode sent) {
    Version version = entry.versions.get(sent.path("VersionId").asText());
    if (version == null) {
      throw new Refused(400, "ResourceNotFoundException");
    }
    return JSON.createObjectNode()
        .put("ARN", entry.arn)
        .put("VersionId", sent.path("VersionId").asText())
        .setAll(version.value);
  }

  private static ObjectNode put(Entry entry, JsonNode sent) {
    String id = sent.path("ClientRequestToken").asText();
    if (id.length() < 32 || id.length() > 64) {
      throw new Refused(400, "InvalidParameterException");
    }
    Version version = new Version();
    for (String field : List.of("SecretString", "SecretBinary")) {
      if (sent.has(field)) {
        version.value.set(field, sent.get(field));
      }
    }
    Version there = entry.versions.get(id);
    if (there != null) {
      if (!there.value.equals(version.value)) {
        throw new Refused(400, "ResourceExistsException");
      }
      return JSON.createObjectNode().put("VersionId", id);
    }
    boolean first = entry.versions.isEmpty();
    entry.versions.put(id, version);
    if (!sent.has("VersionStages") || first) {
      attach(entry, "AWSCURRENT", id);
    }
    sent.path("VersionStages").forEach(stage -> attach(entry, stage.asText(), id));
    return JSON.createObjectNode().put("VersionId", id);
  }

  /** A label is at one version only; what was current becomes previous by itself. */
  private static void attach(Entry entry, String stage, String id) {
    for (Version version : entry.versions.values()) {
      if (version.stages.remove(stage)
          && stage.equals("AWSCURRENT")
          && version != entry.versions.get(id)) {
        entry.versions.values().forEach(other -> other.stages.remove("AWSPREVIOUS"));
        version.stages.add("AWSPREVIOUS");
      }
    }
    entry.versions.get(id).stages.add(stage);
  }

  private static ObjectNode move(Entry entry, JsonNode sent) {
    String stage = sent.path("VersionStage").asText();
    String from = sent.path("RemoveFromVersionId").asText();
    if (entry.versions.containsKey(from)) {
      entry.versions.get(from).stages.remove(stage);
    }
    if (sent.has("MoveToVersionId")) {
      attach(entry, stage, sent.path("MoveToVersionId").asText());
    }
    return JSON.createObjectNode();
  }

  private ObjectNode delete(JsonNode sent) {
    String id = sent.path("SecretId").asText();
    if (sent.path("ForceDeleteWithoutRecovery").asBoolean()) {
      if (secrets.containsKey(id)) {
        secrets.remove(id);
        lingering.put(id, 1);
      }
    } else {
      Entry entry = find(id);
      entry.deleted = true;
      entry.settings.put("DeletedDate", Instant.now().getEpochSecond());
    }
    return JSON.createObjectNode().put("Name", id);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
