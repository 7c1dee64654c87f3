package io.drillbook.domain.point;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a driver knows about one captured source.
 *
 * @param source its name in the plan
 * @param kind the driver's kind
 * @param dataTime the instant whose data the capture holds: everything committed before it is in
 * @param facts versions of tools and server, identity, encoding and the like; never a secret
 * @param contents what is inside, by name with a count: rows by table, files by folder; a name that
 *     begins with {@link #CHECKSUM} has a checksum in place of a count
 */
public record SourceCapture(
    String source,
    String kind,
    Instant dataTime,
    Map<String, String> facts,
    Map<String, Long> contents) {
  /** What the names of checksums among the contents begin with. */
  public static final String CHECKSUM = "checksum of ";

  public SourceCapture {
    facts = new TreeMap<>(facts);
    contents = new TreeMap<>(contents);
  }
}
