package io.drillbook.engine.boot;

import io.drillbook.domain.system.ServerConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the server keeps its state in. */
public final class StateFiles {
  private static final String H2_FILE = "jdbc:h2:file:";

  private StateFiles() {}

  /**
   * Makes the embedded database's file for its owner only, empty: H2 itself would make it readable
   * for everybody on the machine.
   */
  public static void prepare(ServerConfiguration configuration) {
    String url = configuration.database().url();
    if (url.startsWith(H2_FILE)) {
      Path file = Path.of(url.substring(H2_FILE.length()).split(";", 2)[0] + ".mv.db");
      if (!Files.exists(file)) {
        PrivateFiles.write(file, "");
      }
    }
  }
}
