package io.drillbook.spi.runbook;

/** Which runbooks the engine runs. */
public interface RunbookVersions {
  /** A digest of every model, table and form in force: it changes where any of them does. */
  String digest();
}
