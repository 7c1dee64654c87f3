package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.ToolFinder;
import java.nio.file.Path;
import java.util.List;

/** The programs of a server's own version, which alone can read its files. */
final class ServerPrograms {
  private static final List<String> PROGRAMS = List.of("postgres", "pg_ctl", "psql");

  private final ToolFinder installed = ToolFinder.installed(PROGRAMS);

  ClientTools find(Settings target, int major) {
    ToolFinder finder =
        target
            .optionalText(PhysicalSettings.BIN)
            .map(folder -> new ToolFinder(List.of(Path.of(folder)), PROGRAMS))
            .orElse(installed);
    return finder.exactly(major, "a cluster of version " + major);
  }
}
