package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A folder with files, an empty folder and a link, restored into a folder of its own. */
final class DirectoryByHand implements ByHandSource {
  private final Path home;

  DirectoryByHand() {
    try {
      home = Files.createTempDirectory("by-hand");
      Path media = Files.createDirectories(home.resolve("media/2026"));
      Files.createDirectory(media.resolve("empty"));
      for (int i = 0; i < 20; i++) {
        byte[] noise = new byte[20_000 + i];
        new Random(i).nextBytes(noise);
        Files.write(media.resolve("picture " + i + " ä.jpg"), noise);
      }
      Files.createSymbolicLink(media.resolve("newest"), Path.of("picture 19 ä.jpg"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "directory";
  }

  @Override
  public Settings source() {
    return new Settings(Map.of("path", home.resolve("media").toString()));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of("TARGET", home.resolve("back").toString());
  }

  @Override
  public String before() {
    return digest(home.resolve("media"));
  }

  @Override
  public String after(Path work) {
    return digest(home.resolve("back"));
  }

  private static String digest(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted()
          .map(path -> root.relativize(path) + " " + content(path))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        return "-> " + Files.readSymbolicLink(path);
      }
      return Files.isDirectory(path)
          ? "folder"
          : String.valueOf(Arrays.hashCode(Files.readAllBytes(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
