package io.drillbook.cli;

import io.drillbook.assembly.Rescue;
import io.drillbook.assembly.Rescue.Found;
import io.drillbook.config.TargetReader;
import io.drillbook.domain.log.GoalText;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.usecase.catalog.ChooseStoredPoint.Chosen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Restores a recovery point into empty targets. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restore a recovery point into empty targets, source by source.",
      "Nothing is decrypted before signature and checksums hold; rows are counted afterwards."
    })
final class RescueRestoreVerb implements Callable<Integer> {
  @Mixin RescueOptions options;
  @Mixin RescuePoint wanted;
  @Spec CommandSpec spec;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Only this source; may be given again.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "PRIVATE.asc",
      description = "A private key that opens the point.")
  List<Path> keys = new ArrayList<>();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = {
        "Holds the key's passphrase, mode 0600. Without it the variable DRILLBOOK_KEY_PASSPHRASE,",
        "else the terminal is asked."
      })
  Path passphraseFile;

  @Option(
      names = "--target",
      paramLabel = "SOURCE=key:value,…",
      description = "Where a source goes, such as db=url:postgresql://host/shop,username:admin.")
  List<String> targets = new ArrayList<>();

  @Option(
      names = "--target-file",
      paramLabel = "FILE",
      description = "A YAML file that says where the sources go; --print-target makes one.")
  Path targetFile;

  @Option(
      names = "--until",
      paramLabel = "TIME|name:NAME|latest",
      description = {
        "How far the logs of changes are replayed, where a source keeps one. A time is UTC where it",
        "has no offset; without --point it chooses the newest point from before it."
      })
  String until;

  @Option(names = "--print-target", description = "Print a target file to fill in, and stop.")
  boolean printTarget;

  @Override
  public Integer call() {
    Rescue rescue = options.open(wanted.signers, keys, passphraseFile);
    Found found = rescue.survey(Optional.of(wanted.system));
    RescueText.warn(found, spec.commandLine().getErr());
    Optional<RecoveryGoal> goal =
        Optional.ofNullable(until)
            .map(text -> GoalText.read(text, ZoneOffset.UTC, Clock.systemUTC().instant()));
    Chosen chosen = rescue.choose(found, wanted.system, wanted.id(), goal, sources);
    wanted.warn(chosen, spec.commandLine().getErr());
    wanted.warnOfMissing(chosen, spec.commandLine().getErr());
    TargetReader reader = rescue.targets(chosen.manifest());
    if (printTarget) {
      spec.commandLine()
          .getOut()
          .println(
              "# Where the sources of %s go, out of %s.\n%s"
                  .formatted(wanted.system, chosen.point(), reader.template().strip()));
      return ExitCodes.DONE;
    }
    refuseLack(chosen.manifest());
    Map<String, Settings> goals = goals(chosen, reader);
    requireLog(rescue, chosen, goals.keySet(), goal);
    announce(chosen, goals, goal);
    try (RescueWatch watch = new RescueWatch(chosen.manifest(), goals.keySet(), spec)) {
      rescue.restore(chosen, goals, goal, watch);
    }
    spec.commandLine().getOut().println("Restored. Check it, then let people in.");
    return ExitCodes.DONE;
  }

  /** Nobody shall take less than all for all: who wants it names the sources. */
  private void refuseLack(Manifest manifest) {
    if (sources.isEmpty() && !manifest.missing().isEmpty()) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to restore all from a recovery point that lacks '"
              + RescueText.missing(manifest)
              + "': '"
              + manifest.point()
              + "'",
          "Name what you want of it by --source, again for each, or take an older point by"
              + " --point ('rescue list' shows what each holds).");
    }
  }

  private Map<String, Settings> goals(Chosen chosen, TargetReader reader) {
    Map<String, Settings> given = new LinkedHashMap<>();
    if (targetFile != null) {
      given.putAll(reader.file(targetFile));
    }
    given.putAll(reader.words(targets, Path.of("").toAbsolutePath()));
    List<String> there = chosen.manifest().sources().stream().map(SourceCapture::source).toList();
    Map<String, Settings> goals = new LinkedHashMap<>();
    for (String source : sources.isEmpty() ? there : sources) {
      if (!there.contains(source)) {
        throw new CliFailure(
            ExitCodes.USAGE,
            "unable to find the source in the recovery point: '" + source + "'",
            "It holds " + there + ".");
      }
      if (!given.containsKey(source)) {
        throw new CliFailure(
            ExitCodes.USAGE,
            "unable to tell where the source goes: '" + source + "'",
            "Give it by --target or --target-file (--print-target makes one), or choose others by"
                + " --source.");
      }
      goals.put(source, given.get(source));
    }
    return goals;
  }

  private static void requireLog(
      Rescue rescue, Chosen chosen, Set<String> restored, Optional<RecoveryGoal> goal) {
    boolean none =
        chosen.manifest().sources().stream()
            .filter(source -> restored.contains(source.source()))
            .noneMatch(source -> rescue.mayKeepLog(source.kind()));
    if (goal.isPresent() && none) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to replay a log onto sources that keep none: '" + restored + "'",
          "Leave --until out, and choose a recovery point by --point.");
    }
  }

  private void announce(Chosen chosen, Map<String, Settings> goals, Optional<RecoveryGoal> goal) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Restoring %s/%s, signed by %s".formatted(wanted.system, chosen.point(), chosen.signer()));
    for (SourceCapture source : chosen.manifest().sources()) {
      if (goals.containsKey(source.source())) {
        out.println(
            "  %s (%s), data as of %s, into %s"
                .formatted(
                    source.source(),
                    source.kind(),
                    Show.time(source.dataTime(), ZoneOffset.UTC),
                    new TreeMap<>(goals.get(source.source()).values())));
      }
    }
    goal.ifPresent(it -> out.println("  then the log of changes, up to " + it.words()));
    out.flush();
  }
}
