package io.drillbook.spi.store;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a page over all systems needs to know, asked for all of them at once: with hundreds of
 * systems a question per system would be thousands. Changes nothing.
 */
public interface BoardStore {
  /** The newest usable recovery point of each system, and its newest proven one. */
  List<NewestPoint> newestPoints();

  /**
   * Per system and source the newest instant of which a usable recovery point, or a log that is
   * whole, holds the data. Systems of {@link #resting()} have to be asked for otherwise.
   */
  Map<String, Map<String, Instant>> safeUntil();

  /**
   * Systems with recovery points that rest on others: which of them are usable can be told from the
   * whole catalog of the system alone.
   */
  Set<String> resting();

  /** Drills that ended: of each system and scenario the newest, and of each the newest passed. */
  List<Run> drills();

  /** Of each system the newest drill or incident that brought it back. */
  List<Run> recoveries();

  /** The newest report on each system's readiness. */
  List<ReadinessReport> reports();

  /** Every open finding, oldest first. */
  List<DrillFinding> findings();

  /** Every run that goes on, with the number of the last line of its record. */
  Map<String, Heartbeat> goingOn();

  /** The number of the run that was started last, by our own count; 0 where there was none. */
  long lastStarted();

  /** How far the record of a run is. */
  record Heartbeat(String system, long line) {}
}
