package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Writes documents in transactions of a size that the service takes. */
final class Mutations {
  private static final int BYTES = 256 * 1024;

  private final Api api;
  private final boolean dryRun;
  private ArrayNode batch = Json.mapper().createArrayNode();
  private int bytes;

  /**
   * A writer.
   *
   * @param dryRun only asks whether the service would take them
   */
  Mutations(Api api, boolean dryRun) {
    this.api = api;
    this.dryRun = dryRun;
  }

  void put(JsonNode document) throws IOException {
    ObjectNode mutation = Json.mapper().createObjectNode();
    mutation.set("createOrReplace", document);
    add(mutation);
  }

  void add(ObjectNode mutation) throws IOException {
    int size = Json.bytes(mutation).length;
    if (bytes > 0 && bytes + size > BYTES) {
      flush();
    }
    batch.add(mutation);
    bytes += size;
  }

  /** Sends what is left. */
  void flush() {
    if (!batch.isEmpty()) {
      api.mutate(batch, dryRun);
      batch = Json.mapper().createArrayNode();
      bytes = 0;
    }
  }
}
