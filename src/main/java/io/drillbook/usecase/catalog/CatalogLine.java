package io.drillbook.usecase.catalog;

import java.util.List;

/**
 * What the comparison of catalog and vaults says about one recovery point, or about objects that
 * are none.
 *
 * @param point empty for objects that belong to no recovery point
 * @param vaults that the line is about
 * @param detail what was found, in words; empty where there is nothing to add
 */
public record CatalogLine(
    Kind kind, String system, String point, List<String> vaults, String detail) {
  public CatalogLine {
    vaults = List.copyOf(vaults);
  }

  /** What it is. */
  public enum Kind {
    /** Catalog and vaults say the same. */
    KNOWN(true),
    /** In the vaults and not in the catalog, or called missing there: to be taken in. */
    NEW(true),
    /** In other vaults than the catalog says: to be corrected. */
    MOVED(false),
    /** In the catalog, and whole in no vault any more: to be called missing. */
    MISSING(false),
    /** In the catalog and in a vault with different contents: nothing is changed. */
    DIFFERENT(false),
    /** Damaged, or without a valid signature. */
    BROKEN(false),
    /** Of a system that no plan protects, or signed by a key that is not its plan's. */
    FOREIGN(true),
    /** Being captured now. */
    CAPTURING(true),
    /** Never sealed: left by a backup that did not end well. */
    UNSEALED(true),
    /** Objects that belong to no recovery point. */
    UNKNOWN(true);

    private final boolean fine;

    Kind(boolean fine) {
      this.fine = fine;
    }

    /** Whether nobody has to look after it. */
    public boolean isFine() {
      return fine;
    }
  }
}
