package io.drillbook.driver.source.sanity;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Brings one capture back into a dataset that is new or empty. */
final class Restore {
  private static final int NAMED = 5;

  private final SourceCapture capture;
  private final Api api;
  private final Place place;
  private final Place afterwards;
  private final Passes passes;
  private final StepContext context;
  private final List<String> notes = new ArrayList<>();

  /**
   * A restore.
   *
   * @param afterwards the same place, still answering when the step was cancelled
   */
  Restore(
      SourceCapture capture,
      Api api,
      Place place,
      Place afterwards,
      Passes passes,
      StepContext context) {
    this.capture = capture;
    this.api = api;
    this.place = place;
    this.afterwards = afterwards;
    this.passes = passes;
    this.context = context;
  }

  RestoreReport run() {
    if (place.exists()) {
      if (place.done()) {
        return new RestoreReport(
            found().counts(), List.of("an earlier attempt of this run had restored it"), true);
      }
      place.requireFree();
    }
    try {
      place.prepare(context.attempt());
      passes.dryRun();
      passes.write();
      passes.strengthen();
      Tally found = found();
      compare(found);
      context.cancellation().check();
      place.markRestored(context.attempt());
      return new RestoreReport(found.counts(), notes, false);
    } catch (RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  /** Reads the target as a capture would. */
  private Tally found() {
    Tally tally = new Tally();
    try {
      Export export = new Export(api);
      export.read(tally::document);
      export.assets().forEach(asset -> tally.asset(Documents.type(asset)));
      return tally;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compare(Tally found) {
    TreeSet<String> wrong = new TreeSet<>();
    differences(capture.contents(), found.counts(), wrong);
    Map<String, Long> written = passes.tally().digests();
    List<String> altered = new ArrayList<>();
    written.forEach(
        (id, digest) -> {
          Long there = found.digests().get(id);
          if (there == null) {
            wrong.add(id + " is missing");
          } else if (!there.equals(digest)) {
            altered.add(id);
          }
        });
    if (!wrong.isEmpty()) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '"
              + String.join("; ", wrong.stream().limit(4L * NAMED).toList())
              + "'",
          "The dataset was removed again; verify the recovery point or choose another one.");
    }
    if (!altered.isEmpty()) {
      altered.sort(null);
      notes.add(
          "%d documents read back differ from what was written, such as %s: look at them"
              .formatted(
                  altered.size(), String.join(", ", altered.stream().limit(NAMED).toList())));
    }
  }

  private static void differences(
      Map<String, Long> expected, Map<String, Long> found, Set<String> wrong) {
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      long want = expected.getOrDefault(name, 0L);
      long have = found.getOrDefault(name, 0L);
      if (want != have) {
        wrong.add("%s has %d instead of %d".formatted(name, have, want));
      }
    }
  }

  /** A failed attempt leaves no half dataset; what cannot be removed now, the next one removes. */
  private void cleanUp(RuntimeException cause) {
    try {
      afterwards.removeAttempt(context.attempt());
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
