package io.drillbook.driver.source.command;

import java.util.List;
import java.util.Map;

/** tar writes to its standard output and reads its standard input. */
class CommandStreamIT extends CommandSourceContract {
  @Override
  Map<String, Object> programs(String folder) {
    return Map.of(
        "capture", List.of("tar", "-C", "{where}", "--exclude=.git", "-cf", "-", "."),
        "restore", List.of("tar", "-C", "{where}", "-xf", "-"),
        "variables", Map.of("where", folder));
  }
}
