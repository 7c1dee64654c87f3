package io.drillbook.assembly;

import io.drillbook.config.Finding;
import io.drillbook.engine.path.OwnTable;
import java.nio.file.Path;
import java.util.List;

/** Checks a team's own decision tables, as {@code plan check} does. */
public final class TableCheck {
  private TableCheck() {}

  /** Everything that is wrong, by file and line. */
  public static List<Finding> findings(Path folder) {
    OwnTable table = new OwnTable(folder);
    return table.problems().stream()
        .map(
            one ->
                new Finding(table.file().toString(), one.line(), 1, one.problem(), one.expected()))
        .toList();
  }
}
