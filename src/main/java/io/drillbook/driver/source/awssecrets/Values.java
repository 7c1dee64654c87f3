package io.drillbook.driver.source.awssecrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The sealed member: one JSON object in each line. First the salt; then every version that bears a
 * label, in the order in which they are written again; last how many there are.
 */
final class Values {
  static final String STRING = "string";
  static final String BINARY = "binary";

  private static final String SALT = "salt";
  private static final String PATH = "path";
  private static final String VERSION = "version";
  private static final String LABELS = "labels";
  private static final String VALUE = "value";
  private static final String END = "end";

  private Values() {}

  /** A value as it stands in a line: text as it is, bytes in base64. */
  static ObjectNode node(String text, SdkBytes bytes) {
    ObjectNode node = Json.object();
    if (bytes != null) {
      return node.put(BINARY, Base64.getEncoder().encodeToString(bytes.asByteArray()));
    }
    return node.put(STRING, text == null ? "" : text);
  }

  /** One version, and the labels to write it with. */
  record Line(String path, String version, List<String> labels, ObjectNode value) {}

  /** Writes lines. */
  static final class Writer implements AutoCloseable {
    private final OutputStream out;
    private long lines;

    Writer(OutputStream out, byte[] salt) throws IOException {
      this.out = out;
      line(Json.object().put(SALT, Base64.getEncoder().encodeToString(salt)));
    }

    void write(Line version) throws IOException {
      ObjectNode line = Json.object().put(PATH, version.path()).put(VERSION, version.version());
      version.labels().forEach(line.putArray(LABELS)::add);
      line.set(VALUE, version.value());
      line(line);
      lines++;
    }

    /** Says that this was all; without it the member counts as cut. */
    void finish() throws IOException {
      line(Json.object().put(END, lines));
    }

    private void line(JsonNode node) throws IOException {
      out.write(Json.bytes(node));
      out.write('\n');
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads lines to the end, and knows whether it was the end. Messages quote nothing of them. */
  static final class Reader implements AutoCloseable {
    private final String file;
    private final BufferedReader in;
    private final byte[] salt;
    private long lines;

    Reader(String file, InputStream content) throws IOException {
      this.file = file;
      this.in = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
      this.salt = decoded(node().path(SALT).asText());
    }

    byte[] salt() {
      return salt.clone();
    }

    /** The next version; empty behind the last one. */
    Optional<Line> next() throws IOException {
      JsonNode node = node();
      if (node.has(END)) {
        if (node.path(END).asLong() != lines || in.readLine() != null) {
          throw Inventory.notWhole(file, "it does not hold as many versions as it says");
        }
        return Optional.empty();
      }
      lines++;
      if (!(node.path(VALUE) instanceof ObjectNode value)) {
        throw Inventory.notWhole(file, "line " + (lines + 1) + " has no value");
      }
      decoded(value.path(BINARY).asText());
      List<String> labels = new ArrayList<>();
      node.path(LABELS).forEach(label -> labels.add(label.asText()));
      return Optional.of(
          new Line(node.path(PATH).asText(), node.path(VERSION).asText(), labels, value));
    }

    private byte[] decoded(String text) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw Inventory.notWhole(file, "line " + (lines + 1) + " is not base64");
      }
    }

    private JsonNode node() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw Inventory.notWhole(file, "it ends too early");
      }
      try {
        return Json.read(line.getBytes(StandardCharsets.UTF_8));
      } catch (JsonProcessingException e) {
        throw Inventory.notWhole(file, "line " + (lines + 2) + " is no JSON");
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
