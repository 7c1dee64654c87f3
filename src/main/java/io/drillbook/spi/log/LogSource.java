package io.drillbook.spi.log;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link io.drillbook.spi.source.SourceDriver} can do besides where its source writes a log
 * of changes that can be kept continuously. Implementations hold no state.
 */
public interface LogSource {
  /** Whether the settings ask for the log to be kept. */
  boolean keepsLog(Settings settings);

  /**
   * Receives the log until the step is cancelled, and hands over each piece once it is closed. A
   * piece that the sink took is removed from the folder. Called again after a crash or a loss of
   * the connection it goes on where it stopped.
   *
   * @param name words that tell this receiver from others at the same server, such as the slot's
   * @param spool private folder on a local disk that holds what is not handed over yet
   * @throws io.drillbook.domain.fault.Fault SOURCE_UNREACHABLE, CREDENTIALS_REFUSED,
   *     PERMISSION_DENIED, TOOL_MISSING, DISK_FULL, CAPTURE_FAILED where pieces are gone at the
   *     server that were not received
   */
  void receive(String name, Settings settings, Path spool, LogSink sink, StepContext context);

  /**
   * Writes a mark into the source and makes the server close the piece that holds it, so that what
   * was committed until now can be kept, and an idle source can be recovered to a time.
   *
   * @throws io.drillbook.domain.fault.Fault as {@link #receive}
   */
  LogMark mark(String name, Settings settings, Instant now);

  /**
   * Looks at what the server keeps back for this receiver; takes seconds at most.
   *
   * @throws io.drillbook.domain.fault.Fault as {@link #receive}
   */
  LogHealth health(String name, Settings settings);

  /** Makes the server keep nothing back for this receiver any longer; may be called twice. */
  void release(String name, Settings settings);

  /**
   * The first piece that is missing between two that are there, or nothing.
   *
   * @param earlier name of a piece
   * @param later name of the next one that is there
   * @return empty where the later follows the earlier, also across a switch of the timeline
   */
  Optional<String> gap(String earlier, String later);
}
