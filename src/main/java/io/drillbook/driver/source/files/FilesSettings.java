package io.drillbook.driver.source.files;

import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of kind {@code files}, at a source and at a target.
 *
 * @param paths what must be there
 * @param optional what may be missing
 * @param outputs programs by the name of the file that their output becomes
 * @param folder where it was or shall be restored; empty at a source
 * @param place whether what was restored is put in its place
 */
record FilesSettings(
    List<Path> paths,
    List<Path> optional,
    Map<String, List<String>> outputs,
    Optional<Path> folder,
    boolean place,
    Duration limit) {
  private static final String PATHS = "paths";
  private static final String OPTIONAL = "optional-paths";
  private static final String OUTPUTS = "outputs";
  private static final String FOLDER = "path";
  private static final String PLACE = "place";
  private static final String TIMEOUT = "timeout";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
                  PATHS,
                  Setting.Type.PATHS,
                  "Files and folders, each as it is: no patterns, links are kept as links; a missing"
                      + " one fails the capture.")
              .atSource(),
          Setting.optional(
                  OPTIONAL, Setting.Type.PATHS, "The same, but one of these may be missing.")
              .atSource(),
          Setting.optional(
                  OUTPUTS,
                  Setting.Type.PROGRAMS,
                  "Programs whose output is captured as a file, by its name, such as packages:"
                      + " [dpkg, -l].")
              .atSource(),
          Setting.optional(
                  TIMEOUT,
                  Setting.Type.DURATION,
                  "After which a program of 'outputs' is killed: 1m.")
              .atSource(),
          Setting.required(
                  FOLDER,
                  Setting.Type.PATH,
                  "The folder to restore into, empty or missing, never where the files belong.")
              .atTarget(),
          Setting.optional(
                  PLACE,
                  Setting.Type.FLAG,
                  "Whether each file is then put where it belongs, and what is there is kept beside"
                      + " it as <name>.before-<run>: false; needs 'production: true'.")
              .atTarget());

  static FilesSettings of(Settings settings) {
    return new FilesSettings(
        settings.list(PATHS).stream().map(FilesSettings::path).toList(),
        settings.list(OPTIONAL).stream().map(FilesSettings::path).toList(),
        settings.lists(OUTPUTS),
        settings.optionalText(FOLDER).map(FilesSettings::path),
        settings.flag(PLACE, false),
        Durations.of(settings, TIMEOUT, Duration.ofMinutes(1)));
  }

  /** Whether it names files where they belong rather than a folder they were restored into. */
  boolean isHome() {
    return !paths.isEmpty() || !optional.isEmpty() || !outputs.isEmpty();
  }

  private static Path path(String text) {
    return Path.of(text).toAbsolutePath().normalize();
  }
}
