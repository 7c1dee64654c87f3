package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/** Tells what one run made from everybody else's, by tags. */
final class Ownership {
  static final String PREFIX = "drillbook-";
  static final String RUN = PREFIX + "run";

  private static final String CONTENT = PREFIX + "content";
  private static final String STATE = PREFIX + "state";
  private static final String ATTEMPT = PREFIX + "attempt";
  private static final String WHOLE = "whole";

  private final String run;

  Ownership(String run) {
    this.run = run;
  }

  Map<String, String> tags(Map<String, String> own, String content, int attempt) {
    Map<String, String> tags = new TreeMap<>(own);
    tags.put(RUN, run);
    tags.put(STATE, "filling");
    tags.put(CONTENT, content);
    tags.put(ATTEMPT, String.valueOf(attempt));
    return tags;
  }

  static Map<String, String> whole() {
    return Map.of(STATE, WHOLE);
  }

  Map<String, String> attempt(int attempt) {
    return Map.of(ATTEMPT, String.valueOf(attempt));
  }

  boolean isOurs(DBInstance instance) {
    return run.equals(tag(instance, RUN));
  }

  static boolean holds(DBInstance instance, String content) {
    return content.equals(tag(instance, CONTENT));
  }

  static boolean isWhole(DBInstance instance) {
    return WHOLE.equals(tag(instance, STATE));
  }

  /**
   * Refuses an instance that another run, or anybody else, made.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void requireOurs(DBInstance instance) {
    if (!isOurs(instance)) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore over an instance that is there: '"
              + instance.dbInstanceIdentifier()
              + "'",
          "Name one that is not there yet under 'instance', or remove it by hand if sure.");
    }
  }

  /**
   * Lets only the newest attempt go on.
   *
   * @throws Fault CANCELLED
   */
  static void requireNewest(DBInstance instance, int attempt) {
    String there = tag(instance, ATTEMPT);
    if (!there.isEmpty() && Integer.parseInt(there) > attempt) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on with attempt " + attempt + ": a newer one is at work",
          "Another worker took the step over; nothing is to be done.");
    }
  }

  private static String tag(DBInstance instance, String key) {
    return instance.tagList().stream()
        .filter(tag -> tag.key().equals(key))
        .map(Tag::value)
        .findFirst()
        .orElse("");
  }

  static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
