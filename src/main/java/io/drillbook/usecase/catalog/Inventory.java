package io.drillbook.usecase.catalog;

import io.drillbook.spi.vault.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The objects of a vault, sorted into the folders of recovery points and the rest. */
final class Inventory {
  private static final Pattern POINT = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}");
  private static final Pattern SYSTEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Below such names Drillbook keeps what is no recovery point: probes, holds, logs. */
  private static final String RESERVED = "_";

  private final Map<Folder, Map<String, Long>> folders = new TreeMap<>(Folder.NEWEST_FIRST);
  private final List<String> unknown = new ArrayList<>();
  private final List<String> reserved = new ArrayList<>();

  Inventory(List<Vault.Entry> entries) {
    entries.forEach(this::sort);
  }

  /** The folder of a point. */
  record Folder(String system, String point) {
    static final Comparator<Folder> NEWEST_FIRST =
        Comparator.comparing(Folder::system)
            .thenComparing(Comparator.comparing(Folder::point).reversed());
  }

  /** By folder the sizes of its files by name. */
  Map<Folder, Map<String, Long>> folders() {
    return folders;
  }

  List<String> unknown() {
    return unknown;
  }

  List<String> reserved() {
    return reserved;
  }

  private void sort(Vault.Entry entry) {
    String[] parts = entry.key().split("/", -1);
    boolean inPoint =
        parts.length == 3
            && SYSTEM.matcher(parts[0]).matches()
            && POINT.matcher(parts[1]).matches();
    if (inPoint) {
      folders
          .computeIfAbsent(new Folder(parts[0], parts[1]), folder -> new TreeMap<>())
          .put(parts[2], entry.bytes());
    } else {
      boolean ours =
          parts[0].startsWith(RESERVED) || (parts.length > 1 && parts[1].startsWith(RESERVED));
      (ours ? reserved : unknown).add(entry.key());
    }
  }
}
