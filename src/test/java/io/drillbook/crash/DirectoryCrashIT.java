package io.drillbook.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class DirectoryCrashIT extends CrashMatrix {
  @Override
  VaultPlace place(Path folder) throws IOException {
    Path vault = Files.createDirectory(folder.resolve("vault"));
    return new VaultPlace("directory", Map.of("path", vault.toString()), Map.of());
  }

  @Override
  List<String> leftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("vault"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".part")).toList();
    }
  }
}
