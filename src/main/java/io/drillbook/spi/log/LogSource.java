package io.drillbook.spi.log;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * How the log of changes of one kind of source is kept continuously. Implementations hold no state.
 */
public interface LogSource {
  /** Whether the settings ask for the log to be kept. */
  boolean keepsLog(Settings settings);

  /** How often {@link #mark} is to be called: the RPO that the log can keep. */
  Duration markEvery(Settings settings);

  /**
   * Receives the log until the step is cancelled, and hands over each piece once it is closed. A
   * piece that the sink took is removed from the folder. Called again after a crash or a loss of
   * the connection it goes on where it stopped. A sink that cannot take a piece for a while does
   * not end it: the folder keeps what comes meanwhile.
   *
   * @param name words that tell this receiver from others at the same server, such as the slot's
   * @param spool private folder on a local disk that holds what is not handed over yet
   * @throws io.drillbook.domain.fault.Fault SOURCE_UNREACHABLE, CREDENTIALS_REFUSED,
   *     PERMISSION_DENIED, TOOL_MISSING; DISK_FULL where the folder's disk has no room; LOG_LOST
   *     where pieces that join on to {@link LogSink#kept} are gone at the server; OBJECT_EXISTS
   *     where the sink holds another piece under a name
   */
  void receive(String name, Settings settings, Path spool, LogSink sink, StepContext context);

  /**
   * Writes a mark into the source and makes the server close the piece that holds it, so that what
   * was committed until now can be kept, and an idle source can be recovered to a time.
   *
   * @throws io.drillbook.domain.fault.Fault as {@link #receive}
   */
  LogMark mark(String name, Settings settings);

  /**
   * Looks at what the server keeps back for this receiver; takes seconds at most.
   *
   * @throws io.drillbook.domain.fault.Fault as {@link #receive}
   */
  LogHealth health(String name, Settings settings);

  /**
   * Where the server keeps anything back for this receiver, in words of its own: as long as two
   * answers are equal, so is what {@link #release} of the one and of the other let go.
   */
  String place(String name, Settings settings);

  /** Makes the server keep nothing back for this receiver any longer; may be called twice. */
  void release(String name, Settings settings);

  /**
   * The first piece that is missing among those of one series.
   *
   * @param names names of the pieces that are there, in any order
   * @param pieceBytes size of a whole piece of the series, as the server writes it
   * @return the name of what is missing; empty where each follows the one before, also across a
   *     switch of the timeline
   */
  Optional<String> gap(Collection<String> names, long pieceBytes);

  /**
   * Which pieces a capture needs from the log.
   *
   * @return empty where the capture is not of this kind, or was taken before logs were kept
   */
  Optional<LogNeed> need(SourceCapture capture);

  /**
   * After which instant a time must lie that a capture can be brought to: its files are of many
   * instants, and fit together only where the log is replayed to the end of them all.
   */
  default Instant replaysFrom(SourceCapture capture) {
    return capture.dataTime();
  }

  /**
   * Whether no replay that begins with the one piece reads the other, which is of the same series:
   * it was written before, on whatever timeline.
   */
  boolean isOlder(String name, String first);
}
