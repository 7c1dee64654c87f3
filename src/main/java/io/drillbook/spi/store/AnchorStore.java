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
   * Records that are new or grew since they were anchored, and still hold what was anchored of
   * them; by the names of their runs.
   */
  List<Head> grown(int limit);

  /** Records that hold no longer what was anchored of them, or end otherwise than they say. */
  List<Changed> changed(int limit);

  /** Whether an incident has ended since an instant whose end was not anchored yet. */
  boolean hasEndedIncident(Instant since);

  /**
   * Keeps an anchor, to be stored in these vaults.
   *
   * @return false where another server has made an anchor of that number
   */
  boolean add(Anchor anchor, String sha256, Document document, List<String> vaults);

  /** Anchors that a vault still lacks, oldest first. */
  List<Document> pending(String vault, int limit);

  /** Notes that a vault has an anchor. */
  void stored(long number, String vault, Instant at);

  /** When the newest anchor was made that a vault has. */
  Optional<Instant> newestIn(String vault);
}
