package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A file with secrets, a link and the output of a command, restored into a folder of its own. */
final class FilesByHand implements ByHandSource {
  private final Path home;

  FilesByHand() {
    try {
      home = Files.createTempDirectory("by-hand").toRealPath();
      Path sites = Files.createDirectories(home.resolve("etc/sites ä"));
      Files.writeString(home.resolve("etc/.env"), "TOKEN=abc\n");
      Files.setPosixFilePermissions(
          home.resolve("etc/.env"), PosixFilePermissions.fromString("rw-r-----"));
      Files.writeString(sites.resolve("shop"), "server {}\n");
      Files.createSymbolicLink(home.resolve("etc/enabled"), Path.of("sites ä/shop"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "files";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "paths",
            List.of(home.resolve("etc").toString()),
            "outputs",
            Map.of("kernel", List.of("uname", "-r"))));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of("TARGET", home.resolve("back").toString());
  }

  @Override
  public String before() {
    return content(home) + System.getProperty("os.version");
  }

  @Override
  public String after(Path work) {
    Path back = home.resolve("back");
    try {
      return content(Path.of(back + "/files" + home))
          + Files.readString(back.resolve("outputs/kernel")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path root) {
    try {
      Path etc = root.resolve("etc");
      return Files.readString(etc.resolve(".env"))
          + PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve(".env")))
          + Files.readString(etc.resolve("sites ä/shop"))
          + Files.readSymbolicLink(etc.resolve("enabled"));
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
