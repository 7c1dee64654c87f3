package io.drillbook.domain.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Where the chains of some records ended at an instant, as it is written outside of the database:
 * whoever makes a chain anew, with head and all, cannot make it end there as well.
 *
 * @param format name and version of this layout
 * @param chain the anchors of one database that follow each other
 * @param number counts on by one within a chain
 * @param program that made it
 * @param signer fingerprint of the key that signs it
 * @param previous SHA-256 of the anchor before; empty for the first of a chain
 * @param heads of the records that are new or grew since the anchor before; may be none
 */
public record Anchor(
    String format,
    String chain,
    long number,
    Instant madeAt,
    String program,
    String signer,
    Optional<String> previous,
    List<Head> heads) {
  /** The layout that this program writes. */
  public static final String FORMAT = "drillbook-anchor-1";

  /** Where anchors lie in a vault; no name of a system begins with an underscore. */
  public static final String FOLDER = "_anchors/";

  /** What the names of signatures end with, behind that of their anchor. */
  public static final String SIGNATURE = ".asc";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  public Anchor {
    heads = List.copyOf(heads);
  }

  /**
   * Where a record ended.
   *
   * @param startedAt when its run was started
   * @param ended whether its run had ended by then
   * @param endedAt when it had; empty where it went on, and in anchors of before version 0.2.0
   * @param line number of the last line
   * @param hash of the last line
   */
  public record Head(
      String run,
      String system,
      Instant startedAt,
      boolean ended,
      Optional<Instant> endedAt,
      long line,
      String hash) {}

  /** Its key in a vault; two anchors never have the same, whatever a database was put back to. */
  public String key() {
    return FOLDER + chain + "/" + "%08d-%s.json".formatted(number, STAMP.format(madeAt));
  }
}
