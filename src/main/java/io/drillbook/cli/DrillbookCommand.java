package io.drillbook.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a verb prints a short help. */
@Command(
    name = "drillbook",
    mixinStandardHelpOptions = true,
    version = "drillbook 0.1.0",
    description = "Disaster-recovery runbooks that run, are rehearsed, and prove it.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:it ran and failed, or its verdict is not good",
      "2:wrong usage or configuration",
      "3:refused by a guard",
      "4:server not reachable"
    },
    subcommands = {
      InitVerb.class,
      ServeVerb.class,
      LoginVerb.class,
      StatusVerb.class,
      ReadinessVerb.class,
      BackupVerb.class,
      CheckVerb.class,
      PointsVerb.class,
      VaultsVerb.class,
      ExpireVerb.class,
      HoldVerb.class,
      ReleaseVerb.class,
      RestoreVerb.class,
      DrillVerb.class,
      IncidentVerb.class,
      TimelineVerb.class,
      EvidenceVerb.class,
      RecordVerb.class,
      NoticesVerb.class,
      SchedulesVerb.class,
      FindingsVerb.class,
      KeysVerb.class,
      RotateKeysVerb.class,
      FailBackVerb.class,
      PlanVerb.class,
      RunbookVerb.class,
      CatalogVerb.class,
      RescueVerb.class,
      DemoVerb.class
    })
final class DrillbookCommand {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of failures.")
  boolean debug;
}
