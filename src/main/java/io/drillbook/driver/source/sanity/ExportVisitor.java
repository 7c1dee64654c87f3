package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;

/** Is told what an export's tar holds, in the order in which it stands there. */
interface ExportVisitor {
  /**
   * Told for each asset.
   *
   * @param place such as {@code images/abc-1x1.png}
   */
  void asset(String place, InputStream content) throws IOException;

  /** Told once what is known of all assets. */
  void descriptions(JsonNode assets) throws IOException;

  /** Told for each document, after the assets. */
  void document(JsonNode document) throws IOException;
}
