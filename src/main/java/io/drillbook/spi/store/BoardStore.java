package io.drillbook.spi.store;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a page over all systems needs to know, asked for all of them at once: with hundreds of
 * systems a question per system would be thousands. Changes nothing.
 */
public interface BoardStore {
  /**
   * The newest recovery point of each of these systems that is whole itself, and its newest proven
   * one.
   */
  List<NewestPoint> newestPoints(Collection<String> systems);

  /**
   * Per system and source the newest data that a recovery point which is whole itself holds, or a
   * log that is whole.
   *
   * @param sources those that are asked for, by system
   */
  List<SafeData> safeData(Map<String, ? extends Collection<String>> sources);

  /**
   * Systems of which one of these points rests on another that cannot be used, so that it cannot be
   * used itself. Which of their points can be, the whole catalog of the system alone tells.
   *
   * @param points by system
   */
  Set<String> restingOnBroken(Map<String, ? extends Collection<String>> points);

  /**
   * Drills of these systems that ended: of each system and scenario the newest, and of each the
   * newest passed; newest first.
   */
  List<Run> drills(Collection<String> systems);

  /** Of each of these systems the newest drill or incident that brought it back. */
  List<Run> recoveries(Collection<String> systems);

  /** Of each of these runs the first fact of that outcome on its record, where there is one. */
  Map<String, EntryDraft> facts(Collection<String> runs, String outcome);

  /** What each of these points stores of each of these sources, by system and source. */
  Map<String, Map<String, Long>> storedBytes(List<SafeData> data);

  /** How many runs ended, of each system, kind and verdict. */
  List<EndedRuns> ended();

  /** The newest report on each system's readiness. */
  List<ReadinessReport> reports();

  /** Every open finding, oldest first. */
  List<DrillFinding> findings();

  /** Every run that goes on, with the number of the last line of its record. */
  Map<String, Heartbeat> goingOn();

  /** The number of the run that was started last, by our own count; 0 where there was none. */
  long lastStarted();

  /**
   * Up to when the data of a source is safe.
   *
   * @param point the recovery point that holds the newest of its data
   */
  record SafeData(String system, String source, String point, Instant until) {}

  /**
   * Runs of one kind that ended alike.
   *
   * @param newest when the last of them ended
   */
  record EndedRuns(String system, RunKind kind, Verdict verdict, long count, Instant newest) {}

  /** How far the record of a run is. */
  record Heartbeat(String system, long line) {}
}
