package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the stream of an export: documents, assets' documents, and whatever says that it failed.
 */
final class Export {
  private final Api api;
  private final Set<String> used = new HashSet<>();
  private final List<ObjectNode> assets = new ArrayList<>();

  Export(Api api) {
    this.api = api;
  }

  /** Takes one document; references to assets are replaced by their places. */
  @FunctionalInterface
  interface Taker {
    /** Takes it. */
    void take(JsonNode document) throws IOException;
  }

  /**
   * Reads all.
   *
   * @throws io.drillbook.domain.fault.Fault where the stream is cut, holds an error, or refers to
   *     an asset that it does not hold
   * @throws IOException of the taker
   */
  void read(Taker taker) throws IOException {
    try (InputStream stream = api.export();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = next(lines); line != null; line = next(lines)) {
        if (!line.isBlank()) {
          document(parse(line), taker);
        }
      }
    }
    assets.forEach(asset -> used.remove(Documents.id(asset)));
    if (!used.isEmpty()) {
      throw failed(
          "a document refers to an asset that was not exported: " + used.iterator().next());
    }
  }

  /** The assets' documents that were met. */
  List<ObjectNode> assets() {
    return assets;
  }

  private void document(JsonNode document, Taker taker) throws IOException {
    if (Documents.id(document).isEmpty()) {
      // An export that breaks down halfway says so in the middle of its stream, with status 200.
      throw failed("the stream holds what is no document: " + said(document));
    }
    if (Documents.isLeftOut(document)) {
      return;
    }
    if (Documents.isAsset(document)) {
      assets.add((ObjectNode) document);
      return;
    }
    taker.take(Documents.withPlaces(document, used::add));
  }

  private JsonNode parse(String line) {
    try {
      return Json.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed("the stream is cut within a document");
    }
  }

  private String next(BufferedReader lines) {
    try {
      api.cancellation().check();
      return lines.readLine();
    } catch (IOException | UncheckedIOException e) {
      api.cancellation().check();
      throw failed("the stream is cut: " + e.getMessage());
    }
  }

  private static String said(JsonNode document) {
    JsonNode error = document.path("error");
    for (String key : List.of("description", "message")) {
      if (error.path(key).isTextual()) {
        return error.path(key).asText();
      }
    }
    return error.isTextual() ? error.asText() : document.path("message").asText("no id");
  }

  private io.drillbook.domain.fault.Fault failed(String what) {
    return api.side()
        .failed(
            "unable to export the whole dataset: '" + api.who() + "': " + what,
            "Nothing of it was kept; take it again, and ask Sanity if it stays so.");
  }
}
