package io.drillbook.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a restore. */
@Command(name = "restore", description = "Start the restore runbook into a named target.")
final class RestoreVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(
      names = "--point",
      paramLabel = "ID",
      description = "What to restore. Default, with --until: the newest from before that time.")
  String point;

  @Option(names = "--target", paramLabel = "NAME", required = true, description = "Where to.")
  String target;

  @Option(names = "--source", paramLabel = "NAME", description = "Only this source.")
  String source;

  @Option(
      names = "--until",
      paramLabel = "TIME|name:NAME|latest",
      description = {
        "How far to go, where a source keeps a log of changes: everything committed before TIME,",
        "up to a point named on the server, or all that is kept. Without an offset TIME is meant in",
        "the plan's zone. Other sources come back as the recovery point holds them."
      })
  String until;

  @Option(
      names = "--without-missing",
      paramLabel = "REASON",
      description = "Go on without the sources that a partial recovery point lacks, because.")
  String without;

  @Mixin AllTheSame allTheSame = new AllTheSame();

  @Override
  int run(ApiClient api) {
    if (point == null && until == null) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to tell what to restore: '" + system + "'",
          "Name a recovery point by --point, or how far to recover by --until.");
    }
    Map<String, String> body = new TreeMap<>(Map.of("target", target));
    put(body, "point", point);
    put(body, "source", source);
    put(body, "until", until);
    put(body, "withoutReason", without);
    allTheSame.addTo(body);
    return Start.now(this, api, system, "restores", body, false);
  }

  private static void put(Map<String, String> body, String key, String value) {
    if (value != null) {
      body.put(key, value);
    }
  }
}
