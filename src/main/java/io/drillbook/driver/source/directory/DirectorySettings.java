package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** The settings of kind {@code directory}, at a source and at a target. */
record DirectorySettings(
    Path path,
    List<PathMatcher> excluded,
    boolean allowEmpty,
    boolean allowChanging,
    int members,
    Optional<Duration> fullEvery,
    Selection selection) {
  private static final String PATH = "path";
  private static final String EXCLUDE = "exclude";
  private static final String ALLOW_EMPTY = "allow-empty";
  private static final String ALLOW_CHANGING = "allow-changing-files";
  private static final String MEMBERS = "members";
  private static final String FULL_EVERY = "full-every";
  private static final int MOST_MEMBERS = 8;
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(90);

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              PATH, Setting.Type.PATH, "The folder; at a target one that is empty or missing."),
          Setting.optional(
              EXCLUDE,
              Setting.Type.LIST,
              "Glob patterns of what is left out, such as '*.tmp' (a name, anywhere) or 'cache/**'"
                  + " (a path below the folder)."),
          Setting.optional(
              ALLOW_EMPTY,
              Setting.Type.FLAG,
              "Whether a folder without any file may be captured: false."),
          Setting.optional(
              ALLOW_CHANGING,
              Setting.Type.FLAG,
              "Whether a file that changes, shrinks or vanishes while it is read is kept as it was"
                  + " read and noted in the manifest, instead of failing the capture: false."),
          Setting.optional(
              MEMBERS,
              Setting.Type.NUMBER,
              "Archives that are written side by side: one for each processor, 8 at most."),
          Setting.optional(
                  FULL_EVERY,
                  Setting.Type.DURATION,
                  "How often everything is captured, such as 7d; between, only what changed is, 30"
                      + " times at most. Without it each capture holds everything.")
              .atSource(),
          Setting.optional(
                  Settings.PART,
                  Setting.Type.TEXT,
                  "A path below the folder, such as albums/2024: only that is restored, in its"
                      + " place below the target.")
              .atTarget());

  static DirectorySettings of(Settings settings) {
    int processors = Runtime.getRuntime().availableProcessors();
    long members = settings.number(MEMBERS, Math.min(MOST_MEMBERS, processors));
    return new DirectorySettings(
        Path.of(settings.text(PATH)).toAbsolutePath(),
        settings.list(EXCLUDE).stream().map(DirectorySettings::matcher).toList(),
        settings.flag(ALLOW_EMPTY, false),
        settings.flag(ALLOW_CHANGING, false),
        (int) Math.max(1, Math.min(MOST_MEMBERS, members)),
        settings.optionalText(FULL_EVERY).map(DirectorySettings::fullEvery),
        settings.optionalText(Settings.PART).map(Selection::of).orElse(Selection.ALL));
  }

  private static Duration fullEvery(String text) {
    Duration every = Durations.parse(text);
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to capture everything so often: '" + text + "'",
          "Set 'full-every' to between 1h and 90d, or leave it out: then each capture is full.");
    }
    return every;
  }

  /** Whether a pattern names this path, relative to the folder. */
  boolean excludes(Path relative) {
    return excluded.stream().anyMatch(pattern -> pattern.matches(relative));
  }

  private static PathMatcher matcher(String pattern) {
    try {
      PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      return pattern.contains("/") ? glob : path -> glob.matches(path.getFileName());
    } catch (PatternSyntaxException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the pattern under 'exclude': '" + pattern + "'",
          "Write it as a glob, such as *.tmp or cache/**.",
          e);
    }
  }
}
