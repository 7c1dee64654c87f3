package io.drillbook.driver.source.awssecrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Map;
import java.util.TreeMap;

/** What is known of all secrets without a value, by their names behind the prefix. */
final class Inventory {
  private static final String SECRETS = "secrets";
  private static final String PATH = "path";
  private static final String METADATA = "metadata";
  private static final String TAGS = "tags";
  private static final String RESTORED = "restored";

  private final Map<String, Known> byPath = new TreeMap<>();

  void add(String path, Known known) {
    byPath.put(path, known);
  }

  Map<String, Known> all() {
    return byPath;
  }

  /** Those that a restore makes anew. */
  Map<String, Known> restorable() {
    Map<String, Known> restorable = new TreeMap<>(byPath);
    restorable.values().removeIf(known -> !known.isRestorable());
    return restorable;
  }

  /** Each with the tags that a restore gives it, so that a person need not tell them apart. */
  byte[] write() {
    ObjectNode root = Json.object();
    var secrets = root.putArray(SECRETS);
    byPath.forEach(
        (path, known) -> {
          ObjectNode one = secrets.addObject().put(PATH, path).put(RESTORED, known.isRestorable());
          known.tags().forEach(one.putObject(TAGS)::put);
          one.set(METADATA, known.json());
        });
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
      for (JsonNode one : Json.read(bytes).path(SECRETS)) {
        read.add(one.path(PATH).asText(), new Known(one.path(METADATA)));
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
