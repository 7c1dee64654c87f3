package io.drillbook.driver.source.sanity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.SourceProbe;
import java.util.Map;
import java.util.Optional;

/** A dataset as a target: whether it is there, whose documents it holds, how to empty it. */
final class Place {
  private static final String ALL = "*[!(_id in path(\"_.**\"))]";

  private final Api api;
  private final RunMark mark;

  Place(Api api, RunMark mark) {
    this.api = api;
    this.mark = mark;
  }

  /**
   * Refuses production. Names are unique all over the world, so no address can hide it.
   *
   * @param home the protected dataset, where a plan is left
   * @param captured facts of the recovery point, or none where no point is chosen yet
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void refuseProduction(Optional<Api> home, Map<String, String> captured) {
    boolean recorded =
        home.isEmpty()
            && api.project().equals(captured.get(Capture.PROJECT))
            && api.dataset().equals(captured.get(Capture.DATASET));
    if (recorded || home.filter(protectedOne -> protectedOne.who().equals(api.who())).isPresent()) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore into production: '" + api.who() + "'",
          "Restore into a dataset of another name; the applications can be pointed at it.");
    }
  }

  boolean exists() {
    for (JsonNode dataset : api.datasets()) {
      if (dataset.path("name").asText().equals(api.dataset())) {
        return true;
      }
    }
    return false;
  }

  long documents() {
    return api.query(Documents.COUNTED).asLong();
  }

  /** What the mark in the dataset says; nothing where there is none. */
  JsonNode said() {
    return api.query("*[_id == \"" + Documents.MARK + "\"][0]");
  }

  boolean ours() {
    return mark.ours(said());
  }

  boolean done() {
    return mark.done(said());
  }

  /**
   * Refuses a dataset that holds anything that this run did not bring.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void requireFree() {
    JsonNode said = said();
    if (!mark.ours(said) && (said.isObject() || documents() > 0)) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore into a dataset that is not empty: '" + api.who() + "'",
          "Name a dataset that does not exist yet, or delete this one if you are sure.");
    }
  }

  /** Makes room: nothing of an earlier attempt or point of this run stays. */
  void prepare(int attempt) {
    boolean created = false;
    if (exists()) {
      JsonNode said = said();
      if (mark.ours(said) && RunMark.attempt(said) > attempt) {
        throw overtaken(attempt);
      }
      if (mark.ours(said)) {
        remove();
      }
    }
    if (!exists()) {
      api.createDataset();
      created = true;
    }
    put(mark.restoring(attempt, created));
  }

  /** Says that the restore took effect, unless a newer attempt is at it. */
  void markRestored(int attempt) {
    JsonNode said = said();
    if (!mark.working(said, attempt)) {
      throw overtaken(attempt);
    }
    put(mark.restored(attempt, RunMark.created(said)));
  }

  /** Removes what this run brought, and the dataset where the run made it. */
  void remove() {
    JsonNode said = said();
    if (!mark.ours(said)) {
      return;
    }
    if (RunMark.created(said)) {
      api.deleteDataset();
      return;
    }
    ArrayNode all = Json.mapper().createArrayNode();
    all.addObject().putObject("delete").put("query", ALL);
    api.mutate(all, false);
  }

  /** Removes what one attempt left, unless a newer one is at work already. */
  void removeAttempt(int attempt) {
    if (exists() && mark.working(said(), attempt)) {
      remove();
    }
  }

  SourceProbe probe(long documents) {
    return new SourceProbe("sanity " + api.who(), "Sanity", -1, documents == 0);
  }

  private void put(JsonNode document) {
    ArrayNode mutations = Json.mapper().createArrayNode();
    mutations.addObject().set("createOrReplace", document);
    api.mutate(mutations, false);
  }

  private static Fault overtaken(int attempt) {
    return new Fault(
        FaultCode.CANCELLED,
        "unable to go on with attempt " + attempt + ": 'a newer one is at work'",
        "Another worker took the step over; nothing is to be done.");
  }
}
