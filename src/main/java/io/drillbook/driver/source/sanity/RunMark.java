package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;

/**
 * Which run restored a dataset, and from what: a document in it, since a dataset has no comment.
 *
 * @param content names what is restored; empty where it does not matter, such as for a discard
 */
record RunMark(String runId, String content) {
  private static final String RUN = "run";
  private static final String CONTENT = "content";
  private static final String ATTEMPT = "attempt";
  private static final String STATE = "state";
  private static final String CREATED = "created";
  private static final String RESTORED = "restored";
  private static final String RESTORING = "restoring";

  /** The mark of a restore of this capture. */
  static RunMark of(String runId, SourceCapture capture, Member member) {
    // Two captures of unchanged data may be the same bytes.
    return new RunMark(runId, capture.dataTime() + "," + member.storedSha256());
  }

  /** The mark of a run, whatever it restored. */
  static RunMark ofRun(String runId) {
    return new RunMark(runId, "");
  }

  /** Whether the document says that this run was here. */
  boolean ours(JsonNode said) {
    return said.path(RUN).asText().equals(runId);
  }

  /** Whether it says that this run's restore of this very content took effect. */
  boolean done(JsonNode said) {
    return ours(said)
        && said.path(CONTENT).asText().equals(content)
        && said.path(STATE).asText().equals(RESTORED);
  }

  /** Whether it says that this attempt is still the one at work. */
  boolean working(JsonNode said, int attempt) {
    return ours(said) && said.path(ATTEMPT).asInt() == attempt;
  }

  /** The attempt that it names. */
  static int attempt(JsonNode said) {
    return said.path(ATTEMPT).asInt();
  }

  /** Whether the run made the dataset, and so may take it away. */
  static boolean created(JsonNode said) {
    return said.path(CREATED).asBoolean();
  }

  /** The document that says that a restore is under way. */
  ObjectNode restoring(int attempt, boolean created) {
    return Json.mapper()
        .createObjectNode()
        .put("_id", Documents.MARK)
        .put("_type", Documents.MARK)
        .put(RUN, runId)
        .put(CONTENT, content)
        .put(ATTEMPT, attempt)
        .put(STATE, RESTORING)
        .put(CREATED, created);
  }

  /** The document that says that a restore took effect. */
  ObjectNode restored(int attempt, boolean created) {
    return restoring(attempt, created).put(STATE, RESTORED);
  }
}
