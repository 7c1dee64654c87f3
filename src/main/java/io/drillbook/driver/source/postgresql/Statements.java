package io.drillbook.driver.source.postgresql;

import java.util.ArrayList;
import java.util.List;

/** Divides scripts that PostgreSQL's own programs or this driver wrote. */
final class Statements {
  private Statements() {}

  /**
   * The statements without their semicolons; those within quotes divide nothing, comments between
   * statements and psql's own commands are left out.
   */
  static List<String> of(String script) {
    List<String> found = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    char quote = 0;
    for (String line : script.split("\n", -1)) {
      boolean between = quote == 0 && current.toString().isBlank();
      if (between && (line.startsWith("--") || line.startsWith("\\") || line.isBlank())) {
        continue;
      }
      for (int i = 0; i < line.length(); i++) {
        char letter = line.charAt(i);
        if (quote == 0 && letter == ';') {
          found.add(current.toString().strip());
          current.setLength(0);
          continue;
        }
        if (quote == letter) {
          quote = 0;
        } else if (quote == 0 && (letter == '\'' || letter == '"')) {
          quote = letter;
        }
        current.append(letter);
      }
      current.append('\n');
    }
    return found;
  }
}
