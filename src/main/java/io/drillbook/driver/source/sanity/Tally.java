package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a dataset or an export holds: how many documents of each type, and a digest of each. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> digests = new HashMap<>();

  void document(JsonNode document) throws JsonProcessingException {
    counts.merge(Documents.type(document), 1L, Long::sum);
    digests.put(Documents.id(document), Json.digest(Documents.comparable(document)));
  }

  /** Assets are counted by the type of their documents. */
  void asset(String type) {
    counts.merge(type, 1L, Long::sum);
  }

  Map<String, Long> counts() {
    return counts;
  }

  /** Digests by the documents' ids; assets have none. */
  Map<String, Long> digests() {
    return digests;
  }
}
