package io.drillbook.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a backup. */
@Command(name = "backup", description = "Start the backup runbook of a system.")
final class BackupVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(names = "--wait", description = "Wait for its verdict.")
  boolean wait;

  @Override
  int run(ApiClient api) {
    return Start.now(this, api, system, "backups", Map.of(), wait);
  }
}
