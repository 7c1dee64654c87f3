package io.drillbook.driver.source.vaultkv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Re-creates secrets with all their versions under their own numbers. An engine has no place to
 * stage in: until the end the mark beside them says that they are not whole.
 */
final class Restore {
  /** Stands for a version that had no value any more; hidden as it was. */
  private static final JsonNode PLACEHOLDER =
      Json.object().put("drillbook", "no value: it was deleted before the capture");

  private final Members members;
  private final Engine engine;
  private final Engine untilTheEnd;
  private final RunMark mark;
  private final StepContext context;
  private final Optional<Member> values;
  private final String content;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Set<Long>> without = new TreeMap<>();

  /**
   * A restore.
   *
   * @param untilTheEnd the same engine for what has to be done although the step was cancelled
   */
  Restore(Members members, Engine engine, Engine untilTheEnd) {
    this.members = members;
    this.engine = engine;
    this.untilTheEnd = untilTheEnd;
    this.context = members.context();
    this.mark = new RunMark(engine, context.runId());
    this.values = engine.api().settings().withoutValues() ? Optional.empty() : members.values();
    this.content =
        values.isPresent()
            + " "
            + members.capture().dataTime()
            + members.all().stream().map(Member::storedSha256).toList();
  }

  /** The target was compared with production before. */
  RestoreReport run() {
    mark.requireFree();
    Inventory inventory = members.readInventory();
    if (mark.isDone(content)) {
      return new RestoreReport(count(inventory, salt(inventory)), notes, true);
    }
    Optional<byte[]> salt = salt(inventory);
    // Reading every value takes minutes: somebody may have written meanwhile.
    mark.requireFree();
    mark.begin(context.attempt());
    try {
      engine.each(engine::remove);
      write(inventory);
      Map<String, Long> found = count(inventory, salt);
      compare(found);
      context.cancellation().check();
      mark.requireOurs(context.attempt());
      mark.done(content, context.attempt());
      return new RestoreReport(found, notes, false);
    } catch (RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  /** Reads the values once before anything is written: a missing key must be found by then. */
  private Optional<byte[]> salt(Inventory inventory) {
    return values.map(member -> members.readValues(member, inventory, line -> {}));
  }

  private void write(Inventory inventory) {
    if (values.isEmpty()) {
      inventory
          .byPath()
          .forEach((path, known) -> engine.writeMetadata(path, Inventory.settings(known)));
      notes.add(
          members
              .values()
              .map(member -> "values were left out, as the target says: '" + member.file() + "'")
              .orElse("no value was captured: each secret has to be given one anew"));
      return;
    }
    inventory.byPath().forEach(this::prepare);
    members.readValues(
        values.get(),
        inventory,
        line -> {
          boolean there = line.data().isObject();
          if (!there) {
            without.computeIfAbsent(line.path(), path -> new TreeSet<>()).add(line.version());
          }
          engine.writeValue(line.path(), line.version(), there ? line.data() : PLACEHOLDER);
        });
    inventory.byPath().forEach(this::finish);
    notes.add("versions keep their numbers; their times are those of the restore");
  }

  /** As many versions are kept as there were, whatever the secret itself says. */
  private void prepare(String path, JsonNode known) {
    List<Long> versions = Engine.versions(known);
    ObjectNode settings =
        Json.object().put("cas_required", false).put("delete_version_after", "0s");
    if (!versions.isEmpty()) {
      settings.put("max_versions", known.path("current_version").asLong() - versions.get(0) + 1);
    }
    engine.writeMetadata(path, settings);
  }

  private void finish(String path, JsonNode known) {
    List<Long> deleted = new ArrayList<>();
    List<Long> destroyed = new ArrayList<>();
    for (long version : Engine.versions(known)) {
      JsonNode one = known.path("versions").path(String.valueOf(version));
      if (one.path("destroyed").asBoolean()) {
        destroyed.add(version);
      } else if (without.getOrDefault(path, Set.of()).contains(version)) {
        deleted.add(version);
      }
    }
    engine.hide("delete", path, deleted);
    engine.hide("destroy", path, destroyed);
    engine.writeMetadata(path, Inventory.settings(known));
  }

  private Map<String, Long> count(Inventory inventory, Optional<byte[]> salt) {
    Tally tally = new Tally(salt);
    engine.each(
        path -> {
          JsonNode known = engine.metadata(path).orElseThrow();
          tally.secret(path, known);
          if (salt.isPresent()) {
            for (long version : Engine.versions(known)) {
              engine.value(path, version).ifPresent(it -> tally.value(path, version, it));
            }
          }
          context.progress(path, 1, inventory.byPath().size());
          context.cancellation().check();
        });
    return salt.isPresent() ? tally.all() : tally.named();
  }

  private void compare(Map<String, Long> found) {
    Map<String, Long> expected = members.capture().contents();
    if (!expected.entrySet().containsAll(found.entrySet())
        || (values.isPresent() && found.size() != expected.size())) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '"
              + found
              + "' instead of '"
              + expected
              + "'",
          "What was written was removed again; verify the recovery point or choose another one.");
    }
  }

  private void undo(RuntimeException cause) {
    try {
      RunMark ours = new RunMark(untilTheEnd, context.runId());
      ours.requireOurs(context.attempt());
      ours.removeAll();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
