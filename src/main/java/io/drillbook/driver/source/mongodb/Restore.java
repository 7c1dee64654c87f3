package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings one capture back: into staging collections, proven there, then given their names. */
final class Restore {
  private static final int BUFFER = 256 * 1024;

  private final SourceCapture capture;
  private final Member member;
  private final MemberReader reader;
  private final Server target;
  private final ProductionGuard guard;
  private final StepContext context;
  private final RunMark mark;
  private final List<String> notes = new ArrayList<>();

  Restore(
      SourceCapture capture,
      Member member,
      MemberReader reader,
      Server target,
      ProductionGuard guard,
      StepContext context) {
    this.capture = capture;
    this.member = member;
    this.reader = reader;
    this.target = target;
    this.guard = guard;
    this.context = context;
    this.mark = RunMark.of(context.runId(), target.database(), capture, member);
  }

  RestoreReport run() {
    try (Connection connection = target.work(context.cancellation())) {
      Place place = new Place(connection, mark);
      Staging staging = new Staging(place, mark, context.attempt());
      Look look = Look.at(connection);
      guard.check(look, capture.facts());
      if (place.done()) {
        staging.removeLeftovers();
        return confirm(connection);
      }
      place.requireFree();
      staging.removeLeftovers();
      noteVersion(look);
      try {
        return fill(connection, place, staging);
      } catch (RuntimeException e) {
        cleanUp(e);
        throw e;
      }
    }
  }

  private RestoreReport fill(Connection connection, Place place, Staging staging) {
    Filling filling = new Filling(connection, mark, member.contentBytes(), context);
    read(filling);
    Census census = staging.count(connection, filling.entries(), context);
    compare(census);
    staging.buildIndexes(connection, filling.entries(), context);
    Map<String, Long> found = new TreeMap<>(census.contents());
    found.putAll(staging.indexes(connection, filling.entries()));
    compare(capture.contents(), found);
    context.cancellation().check();
    guard.check(Look.at(connection), capture.facts());
    if (place.done()) {
      staging.remove();
      return confirm(connection);
    }
    staging.take(connection, filling.entries());
    return new RestoreReport(found, notes, false);
  }

  private void read(Filling filling) {
    try (InputStream in = new BufferedInputStream(reader.open(member), BUFFER)) {
      new ArchiveReader(in, filling).read();
    } catch (BrokenArchive e) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to restore a dump that is not whole: '%s': %s"
              .formatted(member.file(), e.getMessage()),
          "Nothing was put in place; verify the recovery point or choose another one.",
          e);
    } catch (IOException e) {
      context.cancellation().check();
      throw StructureCheck.unreadable(member, e);
    }
  }

  /** What is in the documents, which the counts alone would not tell. */
  private void compare(Census census) {
    Map<String, String> found = census.digests();
    List<String> wrong = new ArrayList<>();
    found.forEach(
        (name, digest) -> {
          String want = capture.facts().get(Facts.DIGEST + name);
          if (want != null && !want.equals(digest)) {
            wrong.add(name + " has other documents");
          }
        });
    refuse(wrong);
  }

  private static void compare(Map<String, Long> expected, Map<String, Long> found) {
    refuse(Differences.between(expected, found));
  }

  private static void refuse(List<String> wrong) {
    if (!wrong.isEmpty()) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '" + String.join("; ", wrong) + "'",
          "The restored collections were not put in place; verify the recovery point or choose"
              + " another one.");
    }
  }

  /**
   * An earlier attempt of this run came to its end, and only its answer was lost. Documents were
   * compared before it took effect; since then some may have run out of their time to live.
   */
  private RestoreReport confirm(Connection connection) {
    List<CollectionEntry> entries = Catalog.entries(connection);
    Census census = new Census();
    census.expect(entries);
    Staging.read(connection, entries, name -> name, census, context);
    return new RestoreReport(
        census.contents(), List.of("an earlier attempt of this run had restored it"), true);
  }

  private void noteVersion(Look look) {
    String dumped = major(capture.facts().getOrDefault(Facts.SERVER, ""));
    String here = major(look.version());
    if (!dumped.equals(here)) {
      notes.add(
          "captured from version %s, restored into version %s: MongoDB tests no dump across these"
              .formatted(dumped, here));
    }
  }

  private static String major(String version) {
    String[] parts = version.split("\\.", -1);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }

  /** A failed attempt leaves no half database; what cannot be removed now, the next one removes. */
  private void cleanUp(RuntimeException cause) {
    try (Connection connection = target.ask()) {
      Place place = new Place(connection, mark);
      new Staging(place, mark, context.attempt()).remove();
      if (place.halfTaken(context.attempt())) {
        place.dropData();
        place.dropMark();
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
