package io.drillbook.usecase.readiness;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.VaultLag;
import io.drillbook.domain.record.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well a system is protected now.
 *
 * @param newest the newest usable recovery point
 * @param proven the newest point that was restored and checked
 * @param sources what would be lost, per source
 * @param rtoForecast how long a recovery would take: as long as the newest good drill or incident
 *     did; empty where there was none
 * @param openIncidents incidents that are not closed
 * @param nextDue per schedule the next due time
 * @param vaults the vaults of its plan, as they were found when last tried
 * @param copies how the copies in each vault stand: behind, damaged, unread
 * @param owed what has to run so that writes go on that a backup paused
 */
public record SystemStatus(
    String system,
    String owner,
    ZoneId zone,
    Duration rto,
    Optional<CatalogPoint> newest,
    Optional<CatalogPoint> proven,
    List<SourceStatus> sources,
    Optional<Duration> rtoForecast,
    List<Run> openIncidents,
    Map<String, Instant> nextDue,
    List<VaultState> vaults,
    List<VaultLag> copies,
    List<OwedProgram> owed) {

  /**
   * What would be lost of one source if it were destroyed now.
   *
   * @param dataTime the instant up to which its data is safe; empty where nothing is
   * @param used the loss, were it destroyed now
   * @param left what is left of the RPO; negative where the promise is broken
   */
  public record SourceStatus(
      String source,
      Duration rpo,
      Optional<Instant> dataTime,
      Optional<Duration> used,
      Optional<Duration> left) {
    /** Whether the promise holds now. */
    public boolean met() {
      return left.map(it -> !it.isNegative()).orElse(false);
    }
  }
}
