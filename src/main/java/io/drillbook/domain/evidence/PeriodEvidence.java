package io.drillbook.domain.evidence;

import io.drillbook.domain.evidence.Evidence.FileFacts;
import io.drillbook.domain.evidence.Evidence.FindingFacts;
import io.drillbook.domain.evidence.Evidence.SourceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence of one system over a period; written as {@code period.json}. The runs themselves are
 * in {@code runs.ndjson}, one line each, of which the checksum stands here: a period may have more
 * runs than a memory holds.
 *
 * @param format name and version of this layout
 * @param signer fingerprint of the key that signs it
 * @param from the first instant of the period
 * @param to the first instant after it
 * @param runs how many ended in the period and have a pack here
 * @param verdicts of them, by kind and verdict
 * @param without runs of the period that have no pack here, and why
 * @param schedules what became of due times, by schedule and outcome
 * @param drills every due time of a drill
 * @param missed due times of other schedules of which nothing came in time
 * @param findings open in the period, or closed in it
 * @param plans versions of the plan that runs of the period went by, by their first use
 * @param chain digest of the last run's link; it stands on those of all before
 * @param files what lies beside this one; the packs are named by the runs
 */
public record PeriodEvidence(
    String format,
    Instant exportedAt,
    String exportedBy,
    String signer,
    String program,
    String system,
    String zone,
    Instant from,
    Instant to,
    long runs,
    Map<String, Map<String, Long>> verdicts,
    Objectives objectives,
    List<Without> without,
    Map<String, Map<String, Long>> schedules,
    List<Due> drills,
    List<Due> missed,
    List<FindingFacts> findings,
    List<PlanVersion> plans,
    String chain,
    List<FileFacts> files) {
  /** The layout that this program writes. */
  public static final String FORMAT = "drillbook-period-1";

  /** The same, with the list of what lies beside it. */
  public PeriodEvidence with(List<FileFacts> others) {
    return new PeriodEvidence(
        format,
        exportedAt,
        exportedBy,
        signer,
        program,
        system,
        zone,
        from,
        to,
        runs,
        verdicts,
        objectives,
        without,
        schedules,
        drills,
        missed,
        findings,
        plans,
        chain,
        others);
  }

  /** How often what was promised was kept, of the runs that are measured against it. */
  public record Objectives(long rtoMet, long rtoMissed, long rpoMet, long rpoMissed) {}

  /** A run of the period without a pack. */
  public record Without(String run, String kind, Instant startedAt, String why) {
    /** The only good reason. */
    public static final String GOES_ON = "it goes on";

    /** A run that has ended has a pack, or somebody has to say why it cannot have one. */
    public boolean hasEnded() {
      return !why.equals(GOES_ON);
    }
  }

  /**
   * A due time.
   *
   * @param run that it started, or that made good for it
   */
  public record Due(String schedule, Instant dueAt, String outcome, Optional<String> run) {}

  /** A version of the plan. */
  public record PlanVersion(String digest, Instant firstUsed, Instant lastUsed, long runs) {}

  /**
   * One line of {@code runs.ndjson}.
   *
   * @param number counts from one, in the order in which the runs ended
   * @param rto zero where none applies
   * @param total detection to confirmation, or to the end
   * @param records lines of the record
   * @param head hash of the last of them
   * @param packSha256 checksum of the pack's {@code evidence.json}
   * @param previous link of the run before; 64 zeros for the first
   * @param link digest of previous link, run and checksum
   */
  public record PeriodRun(
      long number,
      String run,
      String kind,
      String evidenceKind,
      Optional<String> scenario,
      String startedBy,
      Instant detectedAt,
      Instant endedAt,
      String verdict,
      Duration rto,
      Duration total,
      boolean measured,
      boolean rtoMet,
      boolean rpoMet,
      List<SourceResult> sources,
      int deviations,
      int findings,
      String planDigest,
      long records,
      String head,
      String packSha256,
      String previous,
      String link) {}
}
