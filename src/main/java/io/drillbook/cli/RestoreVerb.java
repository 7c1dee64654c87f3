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

  @Option(names = "--point", paramLabel = "ID", required = true, description = "What to restore.")
  String point;

  @Option(names = "--target", paramLabel = "NAME", required = true, description = "Where to.")
  String target;

  @Option(names = "--source", paramLabel = "NAME", description = "Only this source.")
  String source;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Up to this instant, where the source keeps a log of changes.")
  String until;

  @Option(
      names = "--without-missing",
      paramLabel = "REASON",
      description = "Go on without the sources that a partial recovery point lacks, because.")
  String without;

  @Mixin AllTheSame allTheSame = new AllTheSame();

  @Override
  int run(ApiClient api) {
    Map<String, String> body = new TreeMap<>(Map.of("point", point, "target", target));
    if (source != null) {
      body.put("source", source);
    }
    if (until != null) {
      body.put("until", Times.instant(until, api, system).toString());
    }
    if (without != null) {
      body.put("withoutReason", without);
    }
    allTheSame.addTo(body);
    return Start.now(this, api, system, "restores", body, false);
  }
}
