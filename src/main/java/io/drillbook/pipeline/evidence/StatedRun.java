package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pack says about its run, beside its record. Both were signed together, so a difference
 * means that the pack came out of a database in which the run was changed and its record was not.
 */
final class StatedRun {
  private final JsonNode run;
  private final List<PackFinding> findings = new ArrayList<>();

  StatedRun(JsonNode run) {
    this.run = run;
  }

  List<PackFinding> against(List<RecordEntry> lines) {
    EntryDraft started = only(lines, EntryKind.RUN_STARTED);
    EntryDraft ended = only(lines, EntryKind.RUN_ENDED);
    same("verdict", ended.outcome());
    same("endedAt", ended.at().toString());
    same("startedBy", started.actor());
    same("kind", started.detail("kind"));
    same("system", started.detail("system"));
    same("detectedAt", stored(started.detail("detectedAt")));
    Optional.of(started.detail("scenario"))
        .filter(scenario -> !scenario.isEmpty())
        .ifPresent(scenario -> same("scenario", scenario));
    return findings;
  }

  private static EntryDraft only(List<RecordEntry> lines, EntryKind kind) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** The text of an instant as a database keeps it, which is to microseconds. */
  private static String stored(String instant) {
    try {
      return Instant.parse(instant).truncatedTo(ChronoUnit.MICROS).toString();
    } catch (DateTimeParseException e) {
      return instant;
    }
  }

  private void same(String field, String recorded) {
    String stated = run.path(field).asText();
    if (!stated.equals(recorded)) {
      findings.add(
          new PackFinding(
              0,
              "unable to accept what the pack says of its run: '" + field + " " + stated + "'",
              "Its record says '" + recorded + "', and the record counts."));
    }
  }
}
