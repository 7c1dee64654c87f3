package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.ToolFinder;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Brings one capture back: into a staging database, proven there, then put in place. */
final class Restore {
  private final SourceCapture capture;
  private final Parts parts;
  private final Owners owners;
  private final MemberReader reader;
  private final Server target;
  private final ProductionGuard guard;
  private final ToolFinder finder;
  private final StepContext context;
  private final Staging staging;
  private final Takeover takeover;
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
    this.owners = Owners.of(target.settings());
    this.reader = new MappedReader(reader, owners);
    this.target = target;
    this.guard = guard;
    this.finder = finder;
    this.context = context;
    List<String> only = target.settings().list(PostgresqlSettings.ONLY);
    RunMark mark = RunMark.of(context.runId(), target.database(), parts.members(), only);
    this.staging = new Staging(mark, context.attempt());
    this.takeover = new Takeover(target, mark);
  }

  RestoreReport run() {
    ClientTools tools;
    Selection selection;
    try (Cluster cluster = new Cluster(target)) {
      guard.check(cluster, capture.facts());
      if (takeover.done(cluster)) {
        staging.removeLeftovers(cluster);
        return confirm();
      }
      cluster.requireCreateDatabase();
      takeover.requireFree(cluster);
      tools = tools(cluster.major());
      selection = select();
      if (!inPart()) {
        Preflight.requireExtensions(cluster.session(), capture.facts());
      }
      staging.removeLeftovers(cluster);
      restoreRoles(cluster.session());
      notes.addAll(staging.create(cluster, capture));
    }
    try {
      return fill(tools, selection);
    } catch (RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  /** Only what was written so may be read so; older captures do not say. */
  private Map<String, String> plainMoney() {
    try (Session session = target.session(staging.name())) {
      Preflight.collation(session, capture.facts()).ifPresent(notes::add);
      boolean plain = Money.PLAIN.equals(capture.facts().get(SourceFacts.MONEY));
      return plain ? Money.environment(session) : Map.of();
    }
  }

  private void restoreRoles(Session session) {
    RoleScript script = RoleScript.parse(text(Parts.GLOBALS));
    owners.check(session, script.roles());
    notes.addAll(new Roles(session).restore(script, owners));
    notes.addAll(owners.notes());
  }

  /** Before anything is made: a name that the capture does not have is told at once. */
  private Selection select() {
    Optional<Toc> toc = Toc.of(parts.definitions(), reader);
    List<String> only = target.settings().list(PostgresqlSettings.ONLY);
    Selection selection = Selecting.of(toc, Wanted.of(PostgresqlSettings.ONLY, only));
    selection.part().ifPresent(part -> notes.addAll(part.notes()));
    return selection;
  }

  private RestoreReport fill(ClientTools tools, Selection selection) {
    RestoreProcess process = new RestoreProcess(target, tools, staging.name(), plainMoney());
    new Filling(parts, reader, target, process, selection, context).run(() -> refresh(selection));
    Map<String, Long> found = countAndAnalyze(staging.name());
    compare(selection, found);
    context.cancellation().check();
    noteSubscriptions();
    try (Cluster cluster = new Cluster(target)) {
      guard.check(cluster, capture.facts());
      if (takeover.done(cluster)) {
        staging.remove(cluster);
        return confirm();
      }
      List<String> settings =
          DatabaseProperties.statements(text(Parts.SETTINGS), staging.name(), owners);
      String owner = owners.of(capture.facts().get(SourceFacts.OWNER));
      takeover.take(cluster, staging.name(), settings, owner, notes);
    }
    return new RestoreReport(found, notes, false, Optional.empty(), inPart());
  }

  private void refresh(Selection selection) {
    List<String> statements =
        DatabaseProperties.refreshes(text(Parts.SETTINGS)).stream()
            .filter(selection::hasView)
            .toList();
    if (statements.isEmpty()) {
      return;
    }
    try (Session session = target.work(staging.name(), context.cancellation())) {
      statements.forEach(session::run);
    }
  }

  private Map<String, Long> countAndAnalyze(String database) {
    Map<String, Long> found = new ConcurrentHashMap<>();
    SideBySide.run(
        context,
        List.of(inner -> found.putAll(count(database, inner)), inner -> analyze(database, inner)));
    return found;
  }

  private Map<String, Long> count(String database, StepContext inner) {
    try (Session session = target.work(database, inner.cancellation())) {
      return RowCounts.of(session, Table.all(session), inner);
    }
  }

  private void compare(Selection selection, Map<String, Long> found) {
    HashGroups groups;
    try (Session session = target.work(staging.name(), context.cancellation())) {
      groups = HashGroups.of(session);
      owners.confirm(session);
    }
    Takeover.compare(
        groups.together(selection.of(capture.contents(), found)), groups.together(found));
  }

  private void analyze(String database, StepContext inner) {
    try (Session session = target.work(database, inner.cancellation())) {
      Analyze.run(session);
    }
  }

  /**
   * An earlier attempt of this run came to its end, and only its answer was lost. Counts were
   * compared before it took effect; since then a migration may have changed them.
   */
  private RestoreReport confirm() {
    Map<String, Long> found = count(target.database(), context);
    return new RestoreReport(
        found,
        List.of("an earlier attempt of this run had restored it"),
        true,
        Optional.empty(),
        inPart());
  }

  private boolean inPart() {
    return !target.settings().list(PostgresqlSettings.ONLY).isEmpty();
  }

  private ClientTools tools(int targetMajor) {
    int dumped = Integer.parseInt(capture.facts().get(SourceFacts.CLIENT_MAJOR));
    return finder.atLeast(
        Math.max(targetMajor, dumped),
        "the target's version %d and a dump by version %d".formatted(targetMajor, dumped));
  }

  private void noteSubscriptions() {
    if (!"0".equals(capture.facts().getOrDefault(SourceFacts.SUBSCRIPTIONS, "0"))) {
      notes.add("subscriptions were left out: a copy must not draw from production's publisher");
    }
  }

  private String text(String part) {
    return parts.find(part).map(this::read).orElse("");
  }

  private String read(Member member) {
    try (InputStream content = reader.open(member)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DECRYPTION_FAILED,
          "unable to read the member to its end: '" + member.file() + "'",
          "Verify the recovery point; another vault may hold a good copy.",
          e);
    }
  }

  /** A failed attempt leaves no half database; what cannot be removed now, the next one removes. */
  private void cleanUp(RuntimeException cause) {
    try (Cluster cluster = new Cluster(target)) {
      staging.remove(cluster);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
