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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Brings one capture back: into a staging database, proven there, then put in place. */
final class Restore {
  private static final int MOST_JOBS = 8;

  private final SourceCapture capture;
  private final Parts parts;
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
    this.reader = reader;
    this.target = target;
    this.guard = guard;
    this.finder = finder;
    this.context = context;
    RunMark mark = RunMark.of(context.runId(), target.database(), parts.members());
    this.staging = new Staging(mark, context.attempt());
    this.takeover = new Takeover(target, mark);
  }

  RestoreReport run() {
    ClientTools tools;
    try (Cluster cluster = new Cluster(target)) {
      guard.check(cluster, capture.facts());
      if (takeover.done(cluster)) {
        staging.removeLeftovers(cluster);
        return confirm();
      }
      cluster.requireCreateDatabase();
      takeover.requireFree(cluster);
      tools = tools(cluster.major());
      staging.removeLeftovers(cluster);
      notes.addAll(new Roles(cluster.session()).restore(RoleScript.parse(text(Parts.GLOBALS))));
      notes.addAll(staging.create(cluster, capture));
    }
    try {
      return fill(tools);
    } catch (RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  private RestoreReport fill(ClientTools tools) {
    RestoreProcess process = new RestoreProcess(target, tools, staging.name());
    if (parts.whole()) {
      process.stream(parts.get(Parts.WHOLE), reader, context);
    } else {
      restoreSections(process);
    }
    refresh();
    Map<String, Long> found = countAndAnalyze(staging.name());
    Takeover.compare(capture.contents(), found);
    context.cancellation().check();
    noteSubscriptions();
    try (Cluster cluster = new Cluster(target)) {
      guard.check(cluster, capture.facts());
      if (takeover.done(cluster)) {
        staging.remove(cluster);
        return confirm();
      }
      List<String> settings = DatabaseProperties.statements(text(Parts.SETTINGS), staging.name());
      String owner = capture.facts().get(SourceFacts.OWNER);
      takeover.take(cluster, staging.name(), settings, owner, notes);
    }
    return new RestoreReport(found, notes, false);
  }

  /** The schema's archive holds definitions only, so its private file gives no row away. */
  private void restoreSections(RestoreProcess process) {
    try {
      Path schema = Files.createTempFile("drillbook-schema", ".pgdump");
      try {
        try (InputStream content = reader.open(parts.get(Parts.SCHEMA))) {
          Files.copy(content, schema, StandardCopyOption.REPLACE_EXISTING);
        }
        process.section(schema, "pre-data", 1, context);
        List<SideBySide.Part> streams = new ArrayList<>();
        for (Member member : parts.data()) {
          streams.add(inner -> process.stream(member, reader, inner));
        }
        SideBySide.run(context, streams);
        process.section(schema, "post-data", jobs(), context);
      } finally {
        Files.deleteIfExists(schema);
      }
    } catch (IOException e) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to keep the definitions in a temporary file: '" + e.getMessage() + "'",
          "Check the room in the folder for temporary files.",
          e);
    }
  }

  private void refresh() {
    List<String> statements = DatabaseProperties.refreshes(text(Parts.SETTINGS));
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

  private void analyze(String database, StepContext inner) {
    try (Session session = target.work(database, inner.cancellation())) {
      session.run("analyze");
    }
  }

  /**
   * An earlier attempt of this run came to its end, and only its answer was lost. Counts were
   * compared before it took effect; since then a migration may have changed them.
   */
  private RestoreReport confirm() {
    Map<String, Long> found = count(target.database(), context);
    return new RestoreReport(
        found, List.of("an earlier attempt of this run had restored it"), true);
  }

  private ClientTools tools(int targetMajor) {
    int dumped = Integer.parseInt(capture.facts().get(SourceFacts.CLIENT_MAJOR));
    return finder.atLeast(
        Math.max(targetMajor, dumped),
        "the target's version %d and a dump by version %d".formatted(targetMajor, dumped));
  }

  private int jobs() {
    int processors = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());
    return (int) target.settings().number(PostgresqlSettings.JOBS, processors);
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
