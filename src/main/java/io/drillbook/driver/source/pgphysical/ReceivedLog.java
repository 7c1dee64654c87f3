package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.log.LogMark;
import io.drillbook.spi.log.LogNeed;
import io.drillbook.spi.log.LogSink;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.postgresql.Address;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.ToolFinder;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The write-ahead log of a cluster: received by {@code pg_receivewal} through a slot of its own,
 * flushed here before the server may forget it, and handed over file by file.
 */
final class ReceivedLog implements LogSource {
  static final Duration USUAL_MARK = Duration.ofMinutes(1);
  private static final long USUAL_LIMIT_MIB = 10_240;
  private static final long MIB = 1024L * 1024;
  private static final int SLOT_LENGTH = 63;
  private static final String NOTE = "receiver";

  private final Function<Settings, Server> servers;
  private final ToolFinder finder;

  ReceivedLog(Function<Settings, Server> servers, ToolFinder finder) {
    this.servers = servers;
    this.finder = finder;
  }

  @Override
  public boolean keepsLog(Settings settings) {
    return settings.flag(PhysicalSettings.LOG, true);
  }

  @Override
  public Duration markEvery(Settings settings) {
    return marks(settings);
  }

  @Override
  public Instant replaysFrom(SourceCapture capture) {
    return Optional.ofNullable(capture.facts().get(ClusterFacts.ENDED))
        .map(Instant::parse)
        .orElse(capture.dataTime());
  }

  static Duration marks(Settings settings) {
    return Durations.of(settings, PhysicalSettings.MARK_EVERY, USUAL_MARK);
  }

  @Override
  public void receive(
      String name, Settings settings, Path spool, LogSink sink, StepContext context) {
    Server server = servers.apply(settings);
    String slot = slot(name, settings);
    Path note = spool.resolve(NOTE);
    ReceiveProcess.endLeft(note);
    Origin origin = claim(server, slot);
    ClientTools tools = finder.atLeast(origin.major(), "server version " + origin.major());
    handOverOthers(origin, spool, sink, context);
    Path own = spool.resolve(origin.series());
    new ReceiveLog(origin.series(), Spool.open(own, origin.pieceBytes()), sink, context)
        .run(
            folder ->
                ReceiveProcess.start(tools, server, slot, folder, note, context.cancellation()));
  }

  private record Origin(String series, long pieceBytes, int major) {}

  private Origin claim(Server server, String slot) {
    try (Session session = server.session(server.database())) {
      LogServer log = new LogServer(session, slot, server.username());
      log.claimSlot();
      return new Origin(log.series(), log.pieceBytes(), log.major());
    }
  }

  /** What was received of a cluster that stood at this address before. */
  private static void handOverOthers(Origin origin, Path spool, LogSink sink, StepContext context) {
    for (String series : series(spool)) {
      if (!series.equals(origin.series())) {
        Spool other = Spool.open(spool.resolve(series), origin.pieceBytes());
        other.collect();
        new ReceiveLog(series, other, sink, context).handOver();
      }
    }
  }

  private static List<String> series(Path spool) {
    try (Stream<Path> folders = Files.list(spool)) {
      return folders.filter(Files::isDirectory).map(it -> it.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to use the spool of the log: '" + spool + "': " + e.getMessage(),
          "Check the folder's owner and its disk.",
          e);
    }
  }

  @Override
  public LogMark mark(String name, Settings settings) {
    return ask(name, settings, LogServer::mark);
  }

  @Override
  public LogHealth health(String name, Settings settings) {
    long limit = settings.number(PhysicalSettings.SLOT_LIMIT, USUAL_LIMIT_MIB) * MIB;
    return ask(name, settings, log -> log.health(limit));
  }

  @Override
  public String place(String name, Settings settings) {
    Address address = servers.apply(settings).address();
    return "slot %s at %s:%d".formatted(slot(name, settings), address.host(), address.port());
  }

  @Override
  public void release(String name, Settings settings) {
    ask(
        name,
        settings,
        log -> {
          log.dropSlot();
          return true;
        });
  }

  private <T> T ask(String name, Settings settings, Function<LogServer, T> question) {
    Server server = servers.apply(settings);
    try (Session session = server.session(server.database())) {
      return question.apply(new LogServer(session, slot(name, settings), server.username()));
    }
  }

  @Override
  public Optional<String> gap(Collection<String> names, long pieceBytes) {
    return new WalChain(names, pieceBytes).gap();
  }

  @Override
  public Optional<LogNeed> need(SourceCapture capture) {
    // What the files need up to the backup's end is in the recovery point itself.
    return Optional.ofNullable(capture.facts().get(ClusterFacts.STOP_WAL))
        .map(piece -> new LogNeed(capture.facts().get(ClusterFacts.SYSTEM_IDENTIFIER), piece));
  }

  @Override
  public boolean isOlder(String name, String first) {
    Optional<WalName> one = WalName.of(name);
    Optional<WalName> other = WalName.of(first);
    return one.isPresent()
        && other.isPresent()
        && one.get().place().compareTo(other.get().place()) < 0;
  }

  private static String slot(String name, Settings settings) {
    String slot = settings.optionalText(PhysicalSettings.SLOT).orElse(name);
    if (!slot.matches("[a-z0-9_]{1," + SLOT_LENGTH + "}")) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the name of a slot: '" + slot + "'",
          "Use small letters, digits and underscores only, at most 63 of them.");
    }
    return slot;
  }
}
