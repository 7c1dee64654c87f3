package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.file.Disk;
import io.drillbook.testbed.SopsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file of sops, which only the key of the emergency opens. */
final class SopsByHand implements ByHandSource {
  private final Path home;

  SopsByHand() {
    try {
      home = Files.createTempDirectory("by-hand").toRealPath();
      Files.writeString(home.resolve("secrets.yaml"), SopsFile.TEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "sops";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of("path", home.resolve("secrets.yaml").toString(), "values-to", List.of("escrow")));
  }

  @Override
  public List<String> keys() {
    return List.of("ops", "escrow");
  }

  @Override
  public Map<String, String> exports() {
    return Map.of("TARGET", home.resolve("back.yaml").toString());
  }

  @Override
  public String before() {
    return SopsFile.TEXT;
  }

  @Override
  public String after(Path work) {
    try {
      return Files.readString(home.resolve("back.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Disk.removeTree(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
