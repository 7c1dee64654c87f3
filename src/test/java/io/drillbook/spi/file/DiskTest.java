package io.drillbook.spi.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
  private static final int FOLDERS = 200;

  @TempDir Path temp;

  @RepeatedTest(5)
  void aTreeThatSeveralRemoveIsGoneForEachOfThem() throws Exception {
    Path tree = tree();
    Callable<Boolean> removed =
        () -> {
          Disk.removeTree(tree);
          return Files.notExists(tree);
        };
    ExecutorService servers = Executors.newFixedThreadPool(4);
    try {
      for (var gone : servers.invokeAll(List.of(removed, removed, removed, removed))) {
        assertThat(gone.get()).isTrue();
      }
    } finally {
      servers.shutdownNow();
    }
  }

  private Path tree() {
    Path tree = temp.resolve("tree");
    IntStream.range(0, FOLDERS)
        .forEach(
            number -> {
              try {
                Path folder = Files.createDirectories(tree.resolve("folder" + number + "/deep"));
                Files.writeString(folder.resolve("file"), "plain text");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return tree;
  }
}
