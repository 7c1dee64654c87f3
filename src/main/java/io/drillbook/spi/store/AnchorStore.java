package io.drillbook.spi.store;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.evidence.Anchor.Head;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which heads of records were anchored, and which anchors lie in which vault. Joins the caller's
 * transaction.
 */
public interface AnchorStore {
  /**
   * An anchor that was made.
   *
   * @param sha256 of its document
   */
  record Made(String chain, long number, Instant madeAt, String sha256) {}

  /** An anchor as it is written, which no vault may have in another way. */
  record Document(long number, String key, Instant madeAt, String text, String signature) {}

  /** A record that is not what was anchored of it. */
  record Changed(String run, String system, long line) {}

  /** The anchor that was made last. */
  Optional<Made> newest();

  /**
   * Records that grew.
   *
   * @param heads by the names of their runs
   * @param readTo the number, in the installation's count, of the last line that is behind them and
   *     behind all anchors
   */
  record Grown(List<Head> heads, long readTo) {}

  /**
   * Records that are new or grew since they were anchored, and still hold what was anchored of
   * them. Only what was written since the newest anchor is looked at, whatever there is before.
   */
  Grown grown(int limit);

  /** Records that hold no longer what was anchored of them, or end otherwise than they say. */
  List<Changed> changed(int limit);

  /** Whether an incident has ended since an instant whose end was not anchored yet. */
  boolean hasEndedIncident(Instant since);

  /**
   * Keeps an anchor, to be stored in these vaults.
   *
   * @param readTo up to where lines need not be looked at for the next one
   * @return false where another server has made an anchor of that number
   */
  boolean add(Anchor anchor, long readTo, String sha256, Document document, List<String> vaults);

  /** Anchors that a vault still lacks and never refused, oldest first. */
  List<Document> pending(String vault, int limit);

  /**
   * Anchors that a vault holds something else for; those that were tried longest ago come first.
   */
  List<Document> refused(String vault, int limit);

  /** Notes that a vault holds something else under the name of an anchor. */
  void refused(long number, String vault, Instant at);

  /** Notes that a vault has an anchor. */
  void stored(long number, String vault, Instant at);

  /** When the newest anchor was made that a vault has. */
  Optional<Instant> newestIn(String vault);
}
