package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.LogReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The pieces of a cluster's log that a replay onto one base backup may read. */
final class KeptLog {
  private record Piece(WalName name, long number, LogSegment segment) {}

  private static final int LONGEST_HISTORY = 1024 * 1024;

  private final LogReader reader;
  private final long segmentBytes;
  private final long first;
  private final long joint;
  private final Duration markEvery;
  private final Lineage lineage;
  private final List<LogSegment> histories = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * What is kept of the cluster's log.
   *
   * @param timeline the target's setting
   */
  KeptLog(SourceCapture capture, LogReader reader, String timeline) {
    this.reader = reader;
    this.segmentBytes = Long.parseLong(capture.facts().get(ClusterFacts.SEGMENT_BYTES));
    this.first = number(capture, ClusterFacts.START_WAL);
    // A primary closes the piece with the backup's end, which is then whole in the backup itself.
    boolean closed = "primary".equals(capture.facts().get(ClusterFacts.TAKEN_FROM));
    this.joint = number(capture, ClusterFacts.STOP_WAL) + (closed ? 1 : 0);
    this.markEvery =
        Optional.ofNullable(capture.facts().get(ClusterFacts.MARK_EVERY))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(ReceivedLog.USUAL_MARK);
    String series = capture.facts().get(ClusterFacts.SYSTEM_IDENTIFIER);
    List<LogSegment> segments = reader.segments(series, this::isWanted);
    segments.stream().filter(it -> WalName.isHistory(it.name())).forEach(histories::add);
    this.lineage = Lineage.of(capture, timeline, this::history);
    segments.forEach(this::add);
    pieces.sort(Comparator.comparing(Piece::name));
  }

  LogReader reader() {
    return reader;
  }

  long segmentBytes() {
    return segmentBytes;
  }

  /** Why no replay leads from the backup onto the timeline that is wanted; empty where one does. */
  Optional<String> stray() {
    return lineage.stray();
  }

  /** How often a mark was written into it, which is a commit. */
  Duration markEvery() {
    return markEvery;
  }

  /** In the order in which a server asks for them. */
  List<LogSegment> inOrder() {
    List<LogSegment> all = new ArrayList<>(histories);
    pieces.forEach(piece -> all.add(piece.segment()));
    return all;
  }

  /** The newest piece behind the backup; empty where none is kept. */
  Optional<Long> newest() {
    return behind().stream().map(piece -> piece.number()).max(Comparator.naturalOrder());
  }

  /** Until when the log is kept; empty where no piece behind the backup is. */
  Optional<Instant> until() {
    return behind().stream().map(piece -> piece.segment().closedAt()).max(Instant::compareTo);
  }

  /** The first piece that was closed at or after an instant: all committed before is not later. */
  Optional<Long> holding(Instant instant) {
    return behind().stream()
        .filter(piece -> !piece.segment().closedAt().isBefore(instant))
        .map(piece -> piece.number())
        .min(Comparator.naturalOrder());
  }

  /** The first piece that is missing between the backup and another piece, by a name for people. */
  Optional<String> gap(long upTo) {
    Set<Long> there = pieces.stream().map(piece -> piece.number()).collect(Collectors.toSet());
    for (long number = joint; number <= upTo; number++) {
      if (!there.contains(number)) {
        return Optional.of(WalName.numbered(timeline(number), number, segmentBytes).file());
      }
    }
    return Optional.empty();
  }

  /** Of the piece before, since what is missing cannot say. */
  private String timeline(long number) {
    return pieces.stream()
        .filter(piece -> piece.number() < number)
        .map(piece -> piece.name().timeline())
        .max(Comparator.naturalOrder())
        .orElse(pieces.isEmpty() ? WalName.timeline(1) : pieces.get(0).name().timeline());
  }

  private List<Piece> behind() {
    return pieces.stream().filter(piece -> piece.number() >= joint).toList();
  }

  private void add(LogSegment segment) {
    WalName.of(segment.name())
        .filter(name -> lineage.holds(name, segmentBytes))
        .map(name -> new Piece(name, name.number(segmentBytes), segment))
        .ifPresent(pieces::add);
  }

  /** The account of a timeline's origin. */
  private Optional<String> history(long timeline) {
    String name = WalName.timeline(timeline) + ".history";
    return histories.stream().filter(it -> it.name().equals(name)).findFirst().map(this::text);
  }

  private String text(LogSegment history) {
    try (InputStream content = reader.open(history)) {
      return new String(content.readNBytes(LONGEST_HISTORY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.VAULT_UNREACHABLE,
          "unable to read the account of a timeline: '" + history.name() + "'",
          "Check that the vault answers, and try again.",
          e);
    }
  }

  private boolean isWanted(String file) {
    return WalName.isHistory(file)
        || WalName.of(file).filter(name -> name.number(segmentBytes) >= first).isPresent();
  }

  private long number(SourceCapture capture, String fact) {
    return WalName.of(capture.facts().get(fact)).orElseThrow().number(segmentBytes);
  }
}
