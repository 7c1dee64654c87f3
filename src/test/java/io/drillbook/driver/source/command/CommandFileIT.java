package io.drillbook.driver.source.command;

import java.util.List;
import java.util.Map;

/** git writes and reads a bundle, a file that it must be able to seek in. */
class CommandFileIT extends CommandSourceContract {
  @Override
  Map<String, Object> programs(String folder) {
    return Map.of(
        "capture", List.of("git", "-C", folder, "bundle", "create", "{file}", "--all"),
        "restore", List.of("git", "clone", "-q", "{file}", folder),
        "format", "bundle");
  }
}
