package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings one capture back, straight into the target's database: none can be renamed. Until the mark
 * in it says that it is done it is no good, and whoever comes next drops it.
 */
final class Restore {
  private final SourceCapture capture;
  private final Parts parts;
  private final MemberReader reader;
  private final Server target;
  private final ProductionGuard guard;
  private final ToolFinder finder;
  private final StepContext context;
  private final RunMark mark;
  private final List<String> notes = new ArrayList<>();

  Restore(
      SourceCapture capture,
      Parts parts,
      MemberReader reader,
      Server target,
      ProductionGuard guard,
      ToolFinder finder,
      StepContext context) {
    this.capture = capture;
    this.parts = parts;
    this.reader = reader;
    this.target = target;
    this.guard = guard;
    this.finder = finder;
    this.context = context;
    this.mark = RunMark.of(context.runId(), capture.dataTime(), parts.members());
  }

  RestoreReport run() {
    try (Place place = new Place(target)) {
      guard.check(place.session(), capture.facts());
      place.requireFree(mark);
      Look look = Look.at(place.session());
      Optional<RunMark.Found> found = place.exists() ? place.mark() : Optional.empty();
      if (found.filter(it -> it.done() && it.content().equals(mark.content())).isPresent()) {
        return new RestoreReport(
            count(look), List.of("an earlier attempt of this run had restored it"), true);
      }
      if (found.filter(it -> !it.done() && it.attempt() > context.attempt()).isPresent()) {
        throw place.overtaken(context.attempt());
      }
      ClientTools tools = tools(look);
      place.drop();
      place.create(
          mark,
          context.attempt(),
          capture.facts().getOrDefault(Capture.CHARSET, ""),
          capture.facts().getOrDefault(Capture.COLLATION, ""));
      return fill(tools, look);
    } catch (RuntimeException e) {
      cleanUp(e);
      // A cut connection looks like a server that went away.
      context.cancellation().check();
      throw e;
    }
  }

  private RestoreReport fill(ClientTools tools, Look look) {
    RestoreProcess process = new RestoreProcess(target, tools);
    process.stream(parts.get(Parts.WHOLE), reader, context);
    compareTables(count(look));
    // Last of all: they would run, and change what was to be compared.
    process.stream(parts.get(Parts.EVENTS), reader, context);
    disableEvents();
    Map<String, Long> found = new HashMap<>(capture.contents());
    try (Place place = new Place(target)) {
      found.putAll(place.inventory().others());
      compare(capture.contents(), found);
      context.cancellation().check();
      guard.check(place.session(), capture.facts());
      place.finish(mark, context.attempt());
    }
    noteLeftOut();
    return new RestoreReport(found, notes, false);
  }

  private Map<String, Long> count(Look look) {
    try (Session session = target.work(context.cancellation())) {
      session.run("start transaction read only");
      Map<String, Long> found =
          Contents.of(session, Inventory.of(session, target.database()), context);
      if (!isSameSeries(look)) {
        // The two sums would differ although the rows are the same.
        Map<String, Long> all = new HashMap<>(capture.contents());
        all.keySet().removeAll(Contents.counts(all).keySet());
        found.keySet().retainAll(Contents.counts(found).keySet());
        found.putAll(all);
        notes.add(
            "rows were counted, but checksums not compared: captured on "
                + capture.facts().get(Look.VERSION)
                + ", restored on "
                + look.version());
      }
      return found;
    }
  }

  private boolean isSameSeries(Look look) {
    String version = capture.facts().getOrDefault(Look.VERSION, "");
    return version.contains("MariaDB") == look.mariadb()
        && Version.in(version).filter(look.number()::equals).isPresent();
  }

  private void compareTables(Map<String, Long> found) {
    Map<String, Long> expected = new HashMap<>(capture.contents());
    expected.remove(Inventory.EVENTS);
    Map<String, Long> tables = new HashMap<>(found);
    tables.remove(Inventory.EVENTS);
    compare(expected, tables);
  }

  private static void compare(Map<String, Long> expected, Map<String, Long> found) {
    List<String> wrong = Differences.between(expected, found);
    if (!wrong.isEmpty()) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '" + String.join("; ", wrong) + "'",
          "The restored database was dropped; verify the recovery point or choose another one.");
    }
  }

  private void disableEvents() {
    String how = target.settings().optionalText(MysqlSettings.EVENTS).orElse("keep");
    if (!how.equals(MysqlSettings.DISABLE)) {
      return;
    }
    try (Session session = target.session()) {
      for (String event :
          session.rows(
              "select event_name from information_schema.events where event_schema = ?",
              row -> row.getString(1),
              target.database())) {
        session.run("alter event " + Names.quoted(event) + " disable");
        notes.add("the event '" + event + "' is disabled, as the target says");
      }
    }
  }

  private void noteLeftOut() {
    Optional.ofNullable(capture.facts().get("history left out"))
        .ifPresent(tables -> notes.add("versioned tables came back without history: " + tables));
    notes.add("logins and their grants are not part of a capture of this kind");
  }

  private ClientTools tools(Look look) {
    String dumped = capture.facts().getOrDefault(Capture.CLIENT, "");
    boolean sameMake =
        Boolean.parseBoolean(capture.facts().get(Capture.CLIENT_MARIADB)) == look.mariadb();
    Version needed = look.number();
    Version written = Version.in(dumped).orElse(needed);
    if (sameMake && written.compareTo(needed) > 0) {
      needed = written;
    }
    return finder.fitting(
        look.mariadb(),
        needed,
        "the target's version %s and a dump by %s".formatted(look.words(), dumped));
  }

  /** A failed attempt leaves no half database; what cannot be removed now, the next one removes. */
  private void cleanUp(RuntimeException cause) {
    try (Place place = new Place(target)) {
      boolean half =
          place.exists()
              && place
                  .mark()
                  .filter(found -> found.runId().equals(mark.runId()) && !found.done())
                  .filter(found -> found.attempt() == context.attempt())
                  .isPresent();
      if (half) {
        place.drop();
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
