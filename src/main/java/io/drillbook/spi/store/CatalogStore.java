package io.drillbook.spi.store;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What recovery points there are: a copy of what the vaults say, quick to ask. Joins the caller's
 * transaction.
 */
public interface CatalogStore {
  /** Notes that a point is being captured. */
  void begin(String system, String point, String runId, Instant startedAt);

  /**
   * Keeps what one source's capture gave until the point is sealed; a second capture of the source
   * replaces it.
   */
  void saveCapture(String system, String point, SourceCapture capture, List<Member> members);

  /**
   * Notes until the point is sealed that a source is not in it; takes back what an earlier attempt
   * at it saved. A later capture of the source takes this note back.
   */
  void saveMissing(String system, String point, MissingSource missing);

  /** What is noted as missing, by source. */
  Map<String, MissingSource> missing(String system, String point);

  /** What was captured so far, by source. */
  Map<String, Captured> captures(String system, String point);

  /** Marks a point sealed, in these vaults. */
  void seal(String system, String point, Instant sealedAt, List<String> vaults);

  /** Raises the state; never lowers it, but for {@code BROKEN}. */
  void setState(String system, String point, PointState state, Instant at);

  /**
   * Takes in a point that was found sealed in vaults: one that is not known, or is known as
   * missing. It counts as sealed, whatever it was called before.
   *
   * @param manifest its signed one
   * @param vaults where it is stored whole
   * @param at when it was found
   * @return false where it is known otherwise, and nothing was changed
   */
  boolean adopt(Manifest manifest, List<String> vaults, Instant at);

  /**
   * Corrects where a sealed point is stored whole; in no vault at all, it is missing from now on.
   *
   * @param before what the catalog said when the vaults were looked through
   * @return false where somebody changed it since, and nothing was changed
   */
  boolean relocate(String system, String point, List<String> before, List<String> now, Instant at);

  /** Forgets a point that was never sealed. */
  void discard(String system, String point);

  /**
   * Notes that retention removed a point from vaults; it is forgotten where none is left.
   *
   * @param left vaults that still hold it
   */
  void expire(String system, String point, List<String> left);

  /** Points of a system, newest first, of every state. */
  List<CatalogPoint> points(String system);

  /** The newest point that a restore may choose. */
  default Optional<CatalogPoint> newestUsable(String system) {
    return points(system).stream().filter(CatalogPoint::usable).findFirst();
  }

  /** One point. */
  Optional<CatalogPoint> find(String system, String point);

  /** One source's capture and its members. */
  record Captured(SourceCapture capture, List<Member> members) {}
}
