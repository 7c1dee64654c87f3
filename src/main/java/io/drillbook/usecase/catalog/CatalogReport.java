package io.drillbook.usecase.catalog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Catalog and vaults, compared.
 *
 * @param unread vaults that could not be looked through, each with the reason: nothing that the
 *     catalog says of them was touched
 */
public record CatalogReport(List<CatalogLine> lines, Map<String, String> unread) {
  public CatalogReport {
    lines = List.copyOf(lines);
    unread = new TreeMap<>(unread);
  }

  /** Whether everything was seen and nothing is lost or damaged. */
  public boolean good() {
    return unread.isEmpty() && lines.stream().allMatch(line -> line.kind().isFine());
  }

  /** How many lines are of a kind. */
  public long count(CatalogLine.Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind).count();
  }
}
