package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes one capture of a database as one archive. */
final class Capture {
  static final String FORMAT = "archive";
  private static final int BUFFER = 256 * 1024;

  private final String source;
  private final Server server;
  private final MongodumpFinder finder;
  private final MemberSink sink;
  private final StepContext context;

  Capture(
      String source, Server server, MongodumpFinder finder, MemberSink sink, StepContext context) {
    this.source = source;
    this.server = server;
    this.finder = finder;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take() {
    try (Connection connection = server.work(context.cancellation())) {
      Look look = Look.at(connection);
      Consistency consistency = Consistency.choose(look, server);
      List<CollectionEntry> before = Catalog.entries(connection);
      Catalog.refuseTimeSeries(before);
      refuseEmpty(before);
      Census census = new Census();
      census.expect(before);
      Map<String, String> facts = facts(look, consistency);
      Instant dataTime = look.now();
      if (Consistency.byProgram(server)) {
        facts.put(Facts.TOOL, finder.version());
        new MongodumpProcess(server, finder, context).run(source, look.bytes(), sink, census);
      } else {
        facts.put(Facts.TOOL, DriverDump.TOOL);
        dataTime = read(connection, look, consistency, before, census);
      }
      refuseChanged(before, Catalog.entries(connection));
      census.digests().forEach((name, digest) -> facts.put(Facts.DIGEST + name, digest));
      return new SourceCapture(
          source, MongodbSourceDriver.KIND, dataTime, facts, census.contents());
    }
  }

  private Instant read(
      Connection connection,
      Look look,
      Consistency consistency,
      List<CollectionEntry> entries,
      Census census) {
    try (OutputStream member = new BufferedOutputStream(sink.open("", FORMAT), BUFFER)) {
      ArchiveWriter archive = new ArchiveWriter(member, server.database());
      archive.prelude(look.version(), DriverDump.TOOL, entries);
      DriverDump dump = new DriverDump(connection, source, look, census, context);
      return dump.write(archive, entries, consistency);
    } catch (IOException e) {
      context.cancellation().check();
      throw stopped(source, e);
    }
  }

  private Map<String, String> facts(Look look, Consistency consistency) {
    Map<String, String> facts = new HashMap<>();
    facts.put(Facts.DATABASE, look.database());
    facts.put(Facts.SERVER, look.version());
    facts.put(Facts.IDENTITY, look.identity());
    facts.put(Facts.HOST, look.host());
    facts.put(Facts.CONSISTENCY, consistency.word());
    return facts;
  }

  private void refuseEmpty(List<CollectionEntry> entries) {
    if (entries.isEmpty() && !server.settings().flag(MongodbSettings.ALLOW_EMPTY, false)) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture an empty database: '" + server.address() + "'",
          "Check that the url names the right database; 'allow-empty: true' lets it pass.");
    }
  }

  /** A collection that was dropped and made anew meanwhile may have been read half of each. */
  private void refuseChanged(List<CollectionEntry> before, List<CollectionEntry> after) {
    if (!before.equals(after)) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture collections that are changed meanwhile: '" + server.address() + "'",
          "A collection, view or index was made, dropped or renamed during the capture; take it"
              + " again after the migration.");
    }
  }

  /** The fault behind a sink that would not take any more. */
  static Fault stopped(String subject, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Fault(
        full ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the dump: '" + subject + "': " + e.getMessage(),
        "Check the room and the health of the disk that the vault is on.",
        e);
  }
}
