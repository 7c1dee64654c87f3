package io.drillbook.domain.point;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a capture that may be the base of others rests on. It stands among the capture's facts, and
 * so in the signed manifest and in the catalog.
 *
 * @param fullAt the instant of the full capture at the beginning
 * @param points recovery points of the same source that hold a part of the content, the full one
 *     first; empty where this capture is full itself
 */
public record Lineage(Instant fullAt, List<String> points) {
  private static final String FULL_AT = "full capture of";
  private static final String RESTS_ON = "rests on";
  private static final String BETWEEN = ", ";

  public Lineage {
    points = List.copyOf(points);
  }

  /** As a capture's facts tell it; empty where the capture is complete in itself for good. */
  public static Optional<Lineage> of(SourceCapture capture) {
    return Optional.ofNullable(capture.facts().get(FULL_AT))
        .map(at -> new Lineage(Instant.parse(at), needs(capture.facts())));
  }

  /** The points that a capture with these facts cannot be restored without, oldest first. */
  public static List<String> needs(Map<String, String> facts) {
    String text = facts.getOrDefault(RESTS_ON, "");
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(BETWEEN));
  }

  /** How much the capture stands for, however little of it was written now. */
  public static long size(SourceCapture capture, List<Member> members) {
    long written = members.stream().mapToLong(Member::contentBytes).sum();
    return of(capture).map(it -> capture.contents().get("bytes")).orElse(written);
  }

  /** One that builds on the capture of this lineage. */
  public Lineage next(String point) {
    List<String> all = new java.util.ArrayList<>(points);
    all.add(point);
    return new Lineage(fullAt, all);
  }

  /** For a capture's facts. */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put(FULL_AT, fullAt.toString());
    if (!points.isEmpty()) {
      facts.put(RESTS_ON, String.join(BETWEEN, points));
    }
    return facts;
  }
}
