package io.drillbook.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A secret with its versions, of which labels say what they are. */
final class SecretEntry {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final class Version {
    private final ObjectNode value = JSON.createObjectNode();
    private final TreeSet<String> stages = new TreeSet<>();
    private final long created = Instant.now().getEpochSecond();
  }

  final String arn;
  final ObjectNode settings = JSON.createObjectNode();
  private final TreeMap<String, String> tags = new TreeMap<>();
  private final LinkedHashMap<String, Version> versions = new LinkedHashMap<>();
  boolean deleted;
  int unlisted;

  /** One without a version. */
  SecretEntry(String name) {
    arn =
        "arn:aws:secretsmanager:"
            + SecretsManagerServer.REGION
            + ":123456789012:secret:"
            + name
            + "-a1B2c3";
  }

  /** Its description, tags and labelled versions in words, without the mark of a run. */
  String inWords() {
    StringBuilder all = new StringBuilder();
    TreeMap<String, String> plain = new TreeMap<>(tags);
    plain.remove("drillbook-run");
    all.append(settings.path("Description").asText()).append(plain);
    new TreeMap<>(versions)
        .forEach(
            (id, version) -> {
              if (!version.stages.isEmpty()) {
                all.append("\n ").append(id).append(version.stages).append(version.value);
              }
            });
    return all.toString();
  }

  ObjectNode describe(String name) {
    ObjectNode one = JSON.createObjectNode().put("ARN", arn).put("Name", name);
    one.setAll(settings);
    ArrayNode list = one.putArray("Tags");
    tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    one.put("LastAccessedDate", Instant.now().getEpochSecond());
    ObjectNode labels = one.putObject("VersionIdsToStages");
    versions.forEach(
        (id, version) -> {
          if (!version.stages.isEmpty()) {
            version.stages.forEach(labels.withArray("/" + id)::add);
          }
        });
    return one;
  }

  ObjectNode versions(JsonNode sent) {
    List<String> ids = new ArrayList<>(versions.keySet());
    ids.removeIf(
        id -> versions.get(id).stages.isEmpty() && !sent.path("IncludeDeprecated").asBoolean());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode all = answer.putArray("Versions");
    int from = SecretsStore.page(answer, ids.size(), sent);
    ids.stream()
        .skip(from)
        .limit(SecretsStore.PAGE)
        .forEach(
            id -> {
              Version version = versions.get(id);
              ObjectNode one = all.addObject().put("VersionId", id);
              version.stages.forEach(one.putArray("VersionStages")::add);
              one.put("CreatedDate", version.created);
            });
    return answer;
  }

  ObjectNode tag(JsonNode sent) {
    for (JsonNode tag : sent.path("Tags")) {
      if (tag.path("Key").asText().startsWith("aws:")
          || !tag.path("Value").asText().matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}")) {
        throw new Refused(400, "InvalidParameterException");
      }
      tags.put(tag.path("Key").asText(), tag.path("Value").asText());
    }
    if (tags.size() > 50) {
      throw new Refused(400, "InvalidParameterException");
    }
    return JSON.createObjectNode();
  }

  ObjectNode value(JsonNode sent) {
    Version version = versions.get(sent.path("VersionId").asText());
    if (version == null) {
      throw new Refused(400, "ResourceNotFoundException");
    }
    return JSON.createObjectNode()
        .put("ARN", arn)
        .put("VersionId", sent.path("VersionId").asText())
        .setAll(version.value);
  }

  ObjectNode put(JsonNode sent) {
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
    Version there = versions.get(id);
    if (there != null) {
      if (!there.value.equals(version.value)) {
        throw new Refused(400, "ResourceExistsException");
      }
      return JSON.createObjectNode().put("VersionId", id);
    }
    boolean first = versions.isEmpty();
    versions.put(id, version);
    if (!sent.has("VersionStages") || first) {
      attach("AWSCURRENT", id);
    }
    sent.path("VersionStages").forEach(stage -> attach(stage.asText(), id));
    return JSON.createObjectNode().put("VersionId", id);
  }

  /** A label is at one version only; what was current becomes previous by itself. */
  private void attach(String stage, String id) {
    for (Version version : versions.values()) {
      if (version.stages.remove(stage)
          && stage.equals("AWSCURRENT")
          && version != versions.get(id)) {
        versions.values().forEach(other -> other.stages.remove("AWSPREVIOUS"));
        version.stages.add("AWSPREVIOUS");
      }
    }
    versions.get(id).stages.add(stage);
  }

  ObjectNode move(JsonNode sent) {
    String stage = sent.path("VersionStage").asText();
    String from = sent.path("RemoveFromVersionId").asText();
    if (versions.containsKey(from)) {
      versions.get(from).stages.remove(stage);
    }
    if (sent.has("MoveToVersionId")) {
      attach(stage, sent.path("MoveToVersionId").asText());
    }
    return JSON.createObjectNode();
  }
}
