package io.drillbook.usecase.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of one recovery point in a directory vault, to be spoilt and made good again. */
final class StoredFiles {
  private final Path folder;
  private final Map<String, byte[]> good;
  private final Map<String, byte[]> now;

  StoredFiles(Path folder) {
    this.folder = folder;
    this.good = read(folder);
    this.now = new TreeMap<>(good);
  }

  private static Map<String, byte[]> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, byte[]> all = new TreeMap<>();
      for (Path file : files.toList()) {
        all.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names() {
    return List.copyOf(good.keySet());
  }

  List<String> members() {
    return good.keySet().stream().filter(name -> name.endsWith(".pgp")).toList();
  }

  /** Its bytes now; none where it was removed. */
  byte[] get(String name) {
    return now.getOrDefault(name, new byte[0]).clone();
  }

  void put(String name, byte[] bytes) {
    now.put(name, bytes);
  }

  void remove(String name) {
    now.remove(name);
  }

  /** What differs from the good point. */
  Set<String> changed() {
    Set<String> names = new TreeSet<>();
    for (String name : good.keySet()) {
      if (!Arrays.equals(good.get(name), now.get(name))) {
        names.add(name);
      }
    }
    return names;
  }

  /** Writes what was changed to the disk. */
  void spoil() {
    write(now);
  }

  /** Makes everything good again. */
  void heal() {
    write(good);
    now.clear();
    now.putAll(good);
  }

  private void write(Map<String, byte[]> files) {
    try {
      for (String name : changed()) {
        Files.deleteIfExists(folder.resolve(name));
        if (files.containsKey(name)) {
          Files.write(folder.resolve(name), files.get(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
