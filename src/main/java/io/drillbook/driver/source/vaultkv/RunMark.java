package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Optional;

/**
 * Tells what one run restored from everybody else's: a secret without any value beside them, whose
 * metadata names the run. It is no part of any capture.
 */
final class RunMark {
  static final String NAME = "drillbook-run";

  private static final String RUN = "run";
  private static final String CONTENT = "content";
  private static final String ATTEMPT = "attempt";

  private final Engine engine;
  private final String run;

  RunMark(Engine engine, String run) {
    this.engine = engine;
    this.run = run;
  }

  boolean isOurs() {
    return find().filter(mark -> mark.path(RUN).asText().equals(run)).isPresent();
  }

  /** Whether this run's restore of this very content came to its end. */
  boolean isDone(String content) {
    return isOurs()
        && find().filter(mark -> mark.path(CONTENT).asText().equals(content)).isPresent();
  }

  /** Refuses a place that holds anybody's data but this run's. */
  void requireFree() {
    if (!isOurs() && !engine.isEmpty()) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore over secrets that are there: '"
              + engine.api().settings().place()
              + "'",
          "Name an empty 'prefix' or another mount, or remove what is there if you are sure.");
    }
  }

  /**
   * Says that an attempt fills the place now.
   *
   * @throws Fault CANCELLED where a newer one does
   */
  void begin(int attempt) {
    requireNewest(attempt);
    write("", attempt);
  }

  void requireNewest(int attempt) {
    if (isOurs() && find().orElseThrow().path(ATTEMPT).asInt() > attempt) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on with attempt " + attempt + ": a newer one is at work",
          "Another worker took the step over; nothing is to be done.");
    }
  }

  /**
   * Lets the attempt go on with, or remove, what it wrote.
   *
   * @throws Fault CANCELLED where the place is another run's by now, or a newer attempt's
   */
  void requireOurs(int attempt) {
    if (!isOurs()) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on, the place is not this run's any more: '"
              + engine.api().settings().place()
              + "'",
          "Nothing there was touched.");
    }
    requireNewest(attempt);
  }

  void done(String content, int attempt) {
    write(content, attempt);
  }

  /** Removes everything that is there, the mark last: until then a second call knows it is ours. */
  void removeAll() {
    engine.each(engine::remove);
    engine.remove(NAME);
  }

  private void write(String content, int attempt) {
    ObjectNode settings = Json.object();
    settings
        .putObject("custom_metadata")
        .put(RUN, run)
        .put(CONTENT, content)
        .put(ATTEMPT, String.valueOf(attempt));
    engine.writeMetadata(NAME, settings);
  }

  private Optional<JsonNode> find() {
    return engine.metadata(NAME).map(metadata -> metadata.path("custom_metadata"));
  }
}
