package io.drillbook.spi.runbook;

import java.util.Map;

/** Which runbooks the engine runs. */
public interface RunbookVersions {
  /** A digest of every model, table and form in force: it changes where any of them does. */
  String digest();

  /** The digest of every model, table and form in force, by the name of its file. */
  default Map<String, String> files() {
    return Map.of();
  }
}
