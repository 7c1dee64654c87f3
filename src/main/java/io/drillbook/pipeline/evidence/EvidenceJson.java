package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.drillbook.domain.record.RecordEntry;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code evidence.json}: fields in the order of the records, instants and durations in ISO 8601,
 * what is not known as null or empty. A line of the record that says more than its hash covers is
 * no line.
 */
final class EvidenceJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private EvidenceJson() {}

  static byte[] write(Object evidence) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return (MAPPER.writer(printer).writeValueAsString(evidence) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the evidence could not be written", e);
    }
  }

  static JsonNode tree(byte[] text) throws JsonProcessingException {
    return MAPPER.readTree(new String(text, StandardCharsets.UTF_8));
  }

  /**
   * A line of the record, exactly as it was written.
   *
   * @throws JsonProcessingException where it is no line, or says anything in another way
   */
  static RecordEntry line(JsonNode node) throws JsonProcessingException {
    RecordEntry line = MAPPER.treeToValue(node, RecordEntry.class);
    JsonNode again = MAPPER.readTree(MAPPER.writeValueAsString(line));
    if (!again.equals(node)) {
      throw new NotAsWritten();
    }
    return line;
  }

  static String details(Map<String, String> details) {
    try {
      return MAPPER.writeValueAsString(details);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts always is JSON", e);
    }
  }

  /** A line that reads well and was not written by this program. */
  private static final class NotAsWritten extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    NotAsWritten() {
      super("the line is not as it was written");
    }
  }
}
