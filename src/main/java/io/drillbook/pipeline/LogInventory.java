package io.drillbook.pipeline;

import io.drillbook.spi.vault.Vault;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one vault lists of a source's log; nothing was read.
 *
 * @param whole by series the names of pieces with manifest and signature
 * @param cut by series the names of which the signature is there and something else is not
 * @param unsigned by series the names of which something is there and no signature: never stored to
 *     the end, or being removed
 */
public record LogInventory(
    Map<String, Set<String>> whole,
    Map<String, Set<String>> cut,
    Map<String, Set<String>> unsigned) {
  private enum Part {
    SIGNATURE(LogLayout.SIGNATURE),
    MANIFEST(LogLayout.MANIFEST),
    PIECE(LogLayout.PIECE);

    private final String ending;

    Part(String ending) {
      this.ending = ending;
    }
  }

  /** What is whole of one series. */
  public Set<String> whole(String series) {
    return whole.getOrDefault(series, Set.of());
  }

  static LogInventory of(String folder, List<Vault.Entry> entries) {
    Map<String, Map<String, Set<Part>>> found = new TreeMap<>();
    for (Vault.Entry entry : entries) {
      String[] words = entry.key().substring(folder.length()).split("/", -1);
      if (words.length == 2) {
        sort(words[1], found.computeIfAbsent(words[0], series -> new TreeMap<>()));
      }
    }
    LogInventory inventory = new LogInventory(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    found.forEach(
        (series, names) ->
            names.forEach(
                (name, parts) ->
                    inventory
                        .placeOf(parts)
                        .computeIfAbsent(series, one -> new TreeSet<>())
                        .add(name)));
    return inventory;
  }

  private Map<String, Set<String>> placeOf(Set<Part> parts) {
    if (!parts.contains(Part.SIGNATURE)) {
      return unsigned;
    }
    return parts.size() == Part.values().length ? whole : cut;
  }

  private static void sort(String file, Map<String, Set<Part>> names) {
    for (Part part : Part.values()) {
      var name = LogLayout.without(part.ending, file);
      if (name.isPresent()) {
        names.computeIfAbsent(name.get(), one -> EnumSet.noneOf(Part.class)).add(part);
        return;
      }
    }
  }
}
