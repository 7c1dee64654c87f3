package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The sealed member: one JSON object in each line. First the salt; then every version that ever
 * was, in order, with null where there is no value any more; last how many there are.
 */
final class Values {
  private static final String SALT = "salt";
  private static final String PATH = "path";
  private static final String VERSION = "version";
  private static final String DATA = "data";
  private static final String END = "end";

  private Values() {}

  /** One version; its value is null where there is none any more. */
  record Line(String path, long version, JsonNode data) {}

  /** Writes lines; {@link #close} writes the last one. */
  static final class Writer implements AutoCloseable {
    private final OutputStream out;
    private long lines;

    Writer(OutputStream out, byte[] salt) throws IOException {
      this.out = out;
      line(Json.object().put(SALT, Base64.getEncoder().encodeToString(salt)));
    }

    void write(String path, long version, Optional<JsonNode> value) throws IOException {
      ObjectNode line = Json.object().put(PATH, path).put(VERSION, version);
      line.set(DATA, value.orElse(NullNode.getInstance()));
      line(line);
      lines++;
    }

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
      try {
        this.salt = Base64.getDecoder().decode(node().path(SALT).asText());
      } catch (IllegalArgumentException e) {
        throw Inventory.notWhole(file, "it does not begin with a salt");
      }
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
      return Optional.of(
          new Line(node.path(PATH).asText(), node.path(VERSION).asLong(), node.path(DATA)));
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
