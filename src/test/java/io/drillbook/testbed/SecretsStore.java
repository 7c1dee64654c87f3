package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets of an account: lists in short pages, and names that stay taken for a moment. */
final class SecretsStore {
  static final int PAGE = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TreeMap<String, SecretEntry> secrets = new TreeMap<>();
  private final Map<String, Integer> lingering = new ConcurrentHashMap<>();
  private volatile int lag;

  /** New secrets are missing from so many lists from now on. */
  void lagBehind(int lists) {
    lag = lists;
  }

  /** Says of a secret what only the service itself can. */
  synchronized void set(String name, String field, Object value) {
    find(name).settings.set(field, JSON.valueToTree(value));
  }

  /** Everything about the live secrets below a prefix, but no times and no mark. */
  synchronized String digest(String prefix) {
    StringBuilder all = new StringBuilder();
    secrets.forEach(
        (name, entry) -> {
          if (name.startsWith(prefix)
              && !name.endsWith("drillbook-run")
              && !entry.deleted
              && !entry.settings.has("OwningService")) {
            all.append(name.substring(prefix.length()))
                .append(' ')
                .append(entry.inWords())
                .append('\n');
          }
        });
    return all.toString();
  }

  synchronized boolean isEmpty(String prefix) {
    return secrets.keySet().stream().noneMatch(name -> name.startsWith(prefix));
  }

  /** Does what an action asks for. */
  synchronized ObjectNode answer(String action, JsonNode sent) {
    return switch (action) {
      case "ListSecrets" -> list(sent);
      case "CreateSecret" -> create(sent);
      case "DescribeSecret" -> find(sent).describe(name(sent.path("SecretId").asText()));
      case "ListSecretVersionIds" -> find(sent).versions(sent);
      case "GetSecretValue" -> live(sent).value(sent);
      case "PutSecretValue" -> live(sent).put(sent);
      case "UpdateSecretVersionStage" -> live(sent).move(sent);
      case "TagResource" -> live(sent).tag(sent);
      case "DeleteSecret" -> delete(sent);
      default -> throw new Refused(400, "UnknownOperationException");
    };
  }

  private String name(String id) {
    for (Map.Entry<String, SecretEntry> one : secrets.entrySet()) {
      if (one.getKey().equals(id) || one.getValue().arn.equals(id)) {
        return one.getKey();
      }
    }
    throw new Refused(400, "ResourceNotFoundException");
  }

  private SecretEntry find(String id) {
    return secrets.get(name(id));
  }

  private SecretEntry find(JsonNode sent) {
    return find(sent.path("SecretId").asText());
  }

  private SecretEntry live(JsonNode sent) {
    SecretEntry entry = find(sent);
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
              ObjectNode one = secrets.get(name).describe(name);
              one.set("SecretVersionsToStages", one.remove("VersionIdsToStages"));
              all.add(one);
            });
    return answer;
  }

  /** Where a page begins; the answer says where the next one does. */
  static int page(ObjectNode answer, int size, JsonNode sent) {
    int from = sent.path("NextToken").asInt();
    if (from + PAGE < size) {
      answer.put("NextToken", String.valueOf(from + PAGE));
    }
    return from;
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
    SecretEntry entry = new SecretEntry(name);
    entry.unlisted = lag;
    for (String field : List.of("Description", "KmsKeyId")) {
      if (sent.has(field)) {
        entry.settings.set(field, sent.get(field));
      }
    }
    secrets.put(name, entry);
    entry.tag(sent);
    if (sent.has("SecretString") || sent.has("SecretBinary")) {
      entry.put(sent);
    }
    return JSON.createObjectNode().put("ARN", entry.arn).put("Name", name);
  }

  private ObjectNode delete(JsonNode sent) {
    String id = sent.path("SecretId").asText();
    if (sent.path("ForceDeleteWithoutRecovery").asBoolean()) {
      if (secrets.containsKey(id)) {
        secrets.remove(id);
        lingering.put(id, 1);
      }
    } else {
      SecretEntry entry = find(id);
      entry.deleted = true;
      entry.settings.put("DeletedDate", Instant.now().getEpochSecond());
    }
    return JSON.createObjectNode().put("Name", id);
  }
}
