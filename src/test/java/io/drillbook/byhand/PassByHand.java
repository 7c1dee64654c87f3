package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.file.Disk;
import io.drillbook.testbed.PasswordStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A password store with its history, whose members only the key of the emergency opens. */
final class PassByHand implements ByHandSource {
  private final Path home;

  PassByHand() {
    try {
      // A short path: the agent's socket allows about a hundred characters.
      home = Files.createTempDirectory(Path.of("/tmp"), "pass").toRealPath();
      PasswordStore.make(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "pass";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of("path", home.resolve("source").toString(), "values-to", List.of("escrow")));
  }

  @Override
  public List<String> keys() {
    return List.of("ops", "escrow");
  }

  @Override
  public Map<String, String> exports() {
    return Map.of("TARGET", home.resolve("back").toString());
  }

  @Override
  public String before() {
    return PasswordStore.digest(home.resolve("source"));
  }

  @Override
  public String after(Path work) {
    return PasswordStore.digest(home.resolve("back"));
  }

  @Override
  public void close() {
    try {
      PasswordStore.end(home);
      Disk.removeTree(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
