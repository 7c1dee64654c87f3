package io.drillbook.driver.source.command;

import java.util.List;
import java.util.Map;

/** tar writes and reads a named pipe: no plain text is on any disk. */
class CommandPipeIT extends CommandSourceContract {
  @Override
  Map<String, Object> programs(String folder) {
    return Map.of(
        "capture", List.of("tar", "-C", folder, "--exclude=.git", "-cf", "{file}", "."),
        "restore", List.of("tar", "-C", folder, "-xf", "{file}"),
        "fifo", true);
  }
}
