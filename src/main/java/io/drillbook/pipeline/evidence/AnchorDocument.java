package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.evidence.Anchor;
import java.nio.charset.StandardCharsets;

/** An anchor as it is written: JSON, one line, and a line break. */
public final class AnchorDocument {
  /** Which the first anchors did not tell. */
  private static final String ENDED_AT = "endedAt";

  private AnchorDocument() {}

  /** The document that is signed. */
  public static String write(Anchor anchor) {
    try {
      return EvidenceJson.MAPPER.writeValueAsString(anchor) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an anchor could not be written", e);
    }
  }

  /** Its digest, by which the next anchor names it. */
  public static String digest(String document) {
    return EvidencePack.sha256(document.getBytes(StandardCharsets.UTF_8));
  }

  static Anchor read(byte[] document) throws JsonProcessingException {
    JsonNode tree = EvidenceJson.tree(document);
    for (JsonNode head : tree.path("heads")) {
      if (head instanceof ObjectNode older && !older.has(ENDED_AT)) {
        older.putNull(ENDED_AT);
      }
    }
    return EvidenceJson.MAPPER.treeToValue(tree, Anchor.class);
  }
}
