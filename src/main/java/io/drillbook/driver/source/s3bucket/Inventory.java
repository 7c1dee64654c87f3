package io.drillbook.driver.source.s3bucket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The list of all versions: one JSON object in each line, in the order of the keys, its fields in a
 * fixed order so that sed can read it; the last line tells how many there are.
 */
final class Inventory {
  private static final String END = "end";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Inventory() {}

  /** Writes lines; {@link #finish} writes the last one. */
  static final class Writer implements AutoCloseable {
    private final JsonGenerator json;
    private long lines;

    Writer(OutputStream out) throws IOException {
      this.json = new JsonFactory().createGenerator(out);
      json.setRootValueSeparator(null);
    }

    void write(Line line) throws IOException {
      json.writeStartObject();
      json.writeBooleanField("seen", line.isSeen());
      json.writeStringField("path", SdkHttpUtils.urlEncodeIgnoreSlashes(line.key()));
      json.writeStringField("version", line.version());
      json.writeNumberField("entry", line.entry());
      json.writeStringField("key", line.key());
      json.writeStringField("etag", line.etag());
      json.writeNumberField("size", line.size());
      json.writeStringField("modified", line.modified());
      json.writeBooleanField("latest", line.latest());
      json.writeBooleanField("marker", line.marker());
      json.writeStringField("sha256", line.sha256());
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : line.headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
      lines++;
    }

    /** Writes the last line: only what was listed to its end has one. */
    void finish() throws IOException {
      json.writeStartObject();
      json.writeNumberField(END, lines);
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }

  /** Reads lines to the end, and knows whether it was the end. */
  static final class Reader implements AutoCloseable {
    private final BufferedReader in;
    private long lines;
    private boolean ended;

    Reader(InputStream in) {
      this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /**
     * The next line; empty at the end.
     *
     * @throws NotWhole where it was cut or altered
     */
    Optional<Line> next() throws IOException {
      if (ended) {
        return Optional.empty();
      }
      String text = in.readLine();
      if (text == null) {
        throw new NotWhole(
            "the inventory ends after " + lines + " lines, its last line is missing");
      }
      JsonNode json = parse(text);
      if (json.has(END)) {
        ended = true;
        if (json.get(END).asLong() != lines || in.readLine() != null) {
          throw new NotWhole("the inventory has another number of lines than it says");
        }
        return Optional.empty();
      }
      lines++;
      return Optional.of(line(json));
    }

    private static JsonNode parse(String text) throws NotWhole {
      try {
        JsonNode json = JSON.readTree(text);
        if (json == null || !json.isObject() || !(json.has(END) || json.has("headers"))) {
          throw new NotWhole("a line of the inventory is damaged");
        }
        return json;
      } catch (JsonProcessingException e) {
        throw new NotWhole("a line of the inventory is damaged");
      }
    }

    private static Line line(JsonNode json) {
      Map<String, String> headers = new TreeMap<>();
      json.get("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
      return new Line(
          json.path("key").asText(),
          json.path("version").asText(),
          json.path("etag").asText(),
          json.path("size").asLong(),
          json.path("modified").asText(),
          json.path("latest").asBoolean(),
          json.path("marker").asBoolean(),
          json.path("entry").asLong(),
          json.path("sha256").asText(),
          headers);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
