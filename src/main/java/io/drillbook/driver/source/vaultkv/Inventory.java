package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of all secrets without a value: the server's own metadata by path. */
final class Inventory {
  /** What a restore sets again; the rest of the metadata is what the server makes of it. */
  private static final List<String> SETTINGS =
      List.of("max_versions", "cas_required", "delete_version_after", "custom_metadata");

  private static final String SECRETS = "secrets";
  private static final String PATH = "path";
  private static final String METADATA = "metadata";

  private final Map<String, JsonNode> byPath = new TreeMap<>();

  void add(String path, JsonNode metadata) {
    byPath.put(path, metadata);
  }

  Map<String, JsonNode> byPath() {
    return byPath;
  }

  /** The settings of a secret, as they are written again. */
  static ObjectNode settings(JsonNode metadata) {
    ObjectNode settings = Json.object();
    for (String name : SETTINGS) {
      JsonNode value = metadata.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        settings.set(name, value);
      }
    }
    return settings;
  }

  byte[] write(JsonNode engine) {
    ObjectNode root = Json.object();
    root.set("engine", engine);
    var secrets = root.putArray(SECRETS);
    byPath.forEach((path, metadata) -> secrets.addObject().put(PATH, path).set(METADATA, metadata));
    return Json.pretty(root);
  }

  /**
   * Reads what was written.
   *
   * @throws Fault CONTENT_MISMATCH
   */
  static Inventory read(String file, byte[] bytes) {
    try {
      Inventory read = new Inventory();
      JsonNode secrets = Json.read(bytes).path(SECRETS);
      for (JsonNode one : secrets) {
        read.add(one.path(PATH).asText(), one.path(METADATA));
      }
      if (!read.byPath.isEmpty()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw notWhole(file, "it is no inventory");
    }
    throw notWhole(file, "it holds nothing");
  }

  static Fault notWhole(String file, String why) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a member that is not whole: '" + file + "': " + why,
        "It was stored so; take another recovery point.");
  }
}
