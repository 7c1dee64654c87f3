package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** What a program wrote to a file, given to the program that reads it, tar here. */
final class CommandByHand implements ByHandSource {
  private static final String NAME = "it's a manifest.json";

  private final Path home;

  CommandByHand() {
    try {
      home = Files.createTempDirectory("by-hand");
      Files.createDirectory(home.resolve("hub"));
      Files.createDirectory(home.resolve("back"));
      Files.writeString(home.resolve("hub").resolve(NAME), "{\"modules\": [\"a\", \"b\"]}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "command";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "capture", List.of("tar", "-C", "{where}", "-cf", "{file}", NAME),
            "restore", List.of("tar", "-C", "{where}", "-xf", "{file}", NAME),
            "variables", Map.of("where", home.resolve("hub").toString())));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of("WHERE", home.resolve("back").toString());
  }

  @Override
  public String before() {
    return content("hub");
  }

  @Override
  public String after(Path work) {
    return content("back");
  }

  private String content(String folder) {
    try {
      return Files.readString(home.resolve(folder).resolve(NAME));
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
