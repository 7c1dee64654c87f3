package io.drillbook.domain.log;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How the log of one source stands.
 *
 * @param series the log's identity; empty before the first piece
 * @param newest the piece kept last, which the next one must follow; empty where it need not follow
 *     any, because none was kept yet or what lies between is lost
 * @param pieceBytes size of a whole piece, 0 before the first
 * @param safeAt everything committed before it is kept, by the clock of the source's server
 * @param lostAt when it was found that pieces are missing, while no recovery point was taken since
 * @param lost which and why, in words
 * @param orderedAt when a recovery point was last ordered because of that
 * @param trouble what keeps it from being received now, in words; empty where nothing does
 * @param told of which troubles people were told
 * @param keptBytes what the source's server keeps back for the receiver
 * @param limitBytes from where on it is given up
 * @param lookedAt when all this was found
 */
public record LogState(
    String series,
    String newest,
    long pieceBytes,
    Optional<Instant> safeAt,
    Optional<Instant> lostAt,
    String lost,
    Optional<Instant> orderedAt,
    String trouble,
    Set<String> told,
    long keptBytes,
    long limitBytes,
    Instant lookedAt) {
  public LogState {
    told = Set.copyOf(told);
  }

  /** Nothing is known yet. */
  public static LogState none(Instant at) {
    return new LogState(
        "",
        "",
        0,
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        "",
        Set.of(),
        0,
        0,
        at);
  }

  /** A piece was kept. */
  public LogState kept(String ofSeries, String piece, long bytes) {
    return new LogState(
        ofSeries,
        piece,
        bytes,
        ofSeries.equals(series) ? safeAt : Optional.empty(),
        lostAt,
        lost,
        orderedAt,
        trouble,
        told,
        keptBytes,
        limitBytes,
        lookedAt);
  }

  /** Everything committed before this is kept. */
  public LogState safe(Instant until) {
    return new LogState(
        series,
        newest,
        pieceBytes,
        Optional.of(until),
        lostAt,
        lost,
        orderedAt,
        trouble,
        told,
        keptBytes,
        limitBytes,
        lookedAt);
  }

  /**
   * Pieces are missing since the newest recovery point.
   *
   * @param last the piece that the next one must still follow; empty where it cannot
   */
  public LogState lost(Instant at, String what, String last) {
    return new LogState(
        series,
        last,
        pieceBytes,
        safeAt,
        Optional.of(lostAt.orElse(at)),
        what,
        orderedAt,
        trouble,
        told,
        keptBytes,
        limitBytes,
        lookedAt);
  }

  /** The same, by a clock that was set back to this: nothing of it was found later than now. */
  public LogState notAfter(Instant now) {
    return new LogState(
        series,
        newest,
        pieceBytes,
        safeAt,
        lostAt.map(at -> at.isAfter(now) ? now : at),
        lost,
        orderedAt.map(at -> at.isAfter(now) ? now : at),
        trouble,
        told,
        keptBytes,
        limitBytes,
        lookedAt.isAfter(now) ? now : lookedAt);
  }

  /** A recovery point was ordered; none where one was taken since the loss. */
  public LogState ordered(Optional<Instant> at) {
    return new LogState(
        series,
        newest,
        pieceBytes,
        safeAt,
        at.flatMap(it -> lostAt),
        at.isPresent() ? lost : "",
        at,
        trouble,
        told,
        keptBytes,
        limitBytes,
        lookedAt);
  }

  /** What keeps it from being received; empty where nothing does. */
  public LogState troubled(String why) {
    return new LogState(
        series,
        newest,
        pieceBytes,
        safeAt,
        lostAt,
        lost,
        orderedAt,
        why,
        told,
        keptBytes,
        limitBytes,
        lookedAt);
  }

  /** People know of these. */
  public LogState told(Set<String> of) {
    return new LogState(
        series,
        newest,
        pieceBytes,
        safeAt,
        lostAt,
        lost,
        orderedAt,
        trouble,
        of,
        keptBytes,
        limitBytes,
        lookedAt);
  }

  /** What the server keeps back. */
  public LogState looked(Instant at, long kept, long limit) {
    return new LogState(
        series,
        newest,
        pieceBytes,
        safeAt,
        lostAt,
        lost,
        orderedAt,
        trouble,
        told,
        kept,
        limit,
        at);
  }

  /** Whether the newest recovery point and the log join without a hole. */
  public boolean isWhole() {
    return lostAt.isEmpty();
  }
}
