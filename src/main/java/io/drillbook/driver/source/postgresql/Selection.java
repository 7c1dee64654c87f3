package io.drillbook.driver.source.postgresql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which of an archive's entries are restored, and in which order.
 *
 * @param main everything but event triggers, in the archive's order
 * @param last event triggers and what is said of them
 * @param part what a part of a capture means; empty where all of it is restored
 */
record Selection(List<TocEntry> main, List<TocEntry> last, Optional<Part> part) {
  Selection {
    main = List.copyOf(main);
    last = List.copyOf(last);
  }

  /**
   * Of a part.
   *
   * @param tables whose rows are restored, as keys of a capture's contents
   * @param sequences whose values are restored, in the same form
   * @param notes what was left out, for the record
   */
  record Part(Set<String> tables, Set<String> sequences, List<String> notes) {
    Part {
      tables = Set.copyOf(tables);
      sequences = Set.copyOf(sequences);
      notes = List.copyOf(notes);
    }

    /** Whether rows or a value of this entry are in it. */
    boolean hasData(TocEntry entry) {
      return switch (entry.kind()) {
        case "TABLE DATA" -> tables.contains(entry.key());
        case "SEQUENCE SET" -> sequences.contains(entry.key());
        default -> false;
      };
    }
  }

  /** All that a table of contents names; nothing is known of an archive that is too new. */
  static Selection all(Optional<Toc> toc) {
    List<TocEntry> entries = toc.map(Toc::entries).orElse(List.of());
    return new Selection(
        entries.stream().filter(entry -> !entry.isEventTrigger()).toList(),
        entries.stream().filter(TocEntry::isEventTrigger).toList(),
        Optional.empty());
  }

  /** Whether pg_restore has to be told; by itself it restores everything. */
  boolean needsList() {
    return part.isPresent() || !last.isEmpty();
  }

  /** Whether this REFRESH is of a view that is restored. */
  boolean hasView(String refresh) {
    if (part.isEmpty()) {
      return true;
    }
    String name = refresh.substring(refresh.indexOf(" view ") + " view ".length());
    Wanted view = Wanted.of(PostgresqlSettings.ONLY, List.of(name));
    return main.stream()
        .anyMatch(
            entry ->
                "MATERIALIZED VIEW".equals(entry.kind())
                    && view.names(entry.namespace(), entry.tag()));
  }

  /** What of a capture's counts is expected; tables that others only need come back empty. */
  Map<String, Long> of(Map<String, Long> captured, Map<String, Long> found) {
    if (part.isEmpty()) {
      return captured;
    }
    Map<String, Long> expected = new TreeMap<>(captured);
    expected.keySet().retainAll(part.get().tables());
    main.stream()
        .filter(entry -> "TABLE".equals(entry.kind()) && found.containsKey(entry.key()))
        .forEach(entry -> expected.putIfAbsent(entry.key(), 0L));
    return expected;
  }

  List<TocEntry> everything() {
    return Stream.concat(main.stream(), last.stream()).toList();
  }
}
