package io.drillbook.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import java.util.List;

/**
 * The manifest as JSON: fields in the order of the records, one to a line, instants in ISO 8601.
 * RESTORE.md reads {@code file} and {@code storedSha256} out of it line by line, so the layout is
 * part of the format.
 *
 * <p>Version 1 has no {@code keys}, and points that were sealed before partial ones came up have no
 * {@code missing}. Version 0.1.0 knows version 1 only and refuses anything newer by its number;
 * restoring by hand works with every version. Fields that a later program adds to version 2 are
 * passed over.
 */
public final class ManifestJson {
  /** The layout that this program writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 2;

  private static final String KEYS = "keys";
  private static final String MISSING = "missing";
  private static final String RECIPIENTS = "recipients";

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addMixIn(Member.class, MemberFields.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ManifestJson() {}

  /** Only a sealed member has recipients of its own; all others look as they always did. */
  interface MemberFields {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<String> recipients();

    @JsonIgnore
    boolean isSealed();
  }

  /** The manifest's text, ending with a line feed. */
  public static String write(Manifest manifest) {
    return lines(manifest);
  }

  /** A record as JSON, one field to a line, ending with a line feed. */
  static String lines(Object of) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    ObjectWriter writer = MAPPER.writer(printer);
    try {
      return writer.writeValueAsString(of) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the manifest could not be written", e);
    }
  }

  /**
   * Reads what {@link #write} wrote; its signature was checked before.
   *
   * @throws Fault INPUT_INVALID where it is of a newer layout or not a manifest
   */
  public static Manifest read(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      int version = tree.path("formatVersion").asInt();
      if (!(tree instanceof ObjectNode object)) {
        throw invalid("it is no JSON object", "Was it written by another program?", null);
      }
      if (version > FORMAT_VERSION) {
        throw invalid("its format version is " + version, "Use a newer Drillbook.", null);
      }
      if (version == 1 && !object.has(KEYS)) {
        object.putArray(KEYS);
      }
      if (!object.has(MISSING)) {
        object.putArray(MISSING);
      }
      for (JsonNode member : object.path("members")) {
        if (member instanceof ObjectNode one && !one.has(RECIPIENTS)) {
          one.putArray(RECIPIENTS);
        }
      }
      return MAPPER.treeToValue(object, Manifest.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw invalid("it is not a manifest", "Was it written by another program?", e);
    }
  }

  private static Fault invalid(String why, String hint, Throwable cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the manifest, " + why + ": '" + PointLayout.MANIFEST + "'",
        hint,
        cause);
  }
}
