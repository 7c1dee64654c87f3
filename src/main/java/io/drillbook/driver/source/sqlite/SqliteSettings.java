package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The settings of kind {@code sqlite}, at a source and at a target. */
record SqliteSettings(
    Path path,
    Optional<Path> temporary,
    boolean allowEmpty,
    boolean allowFindings,
    OptionalInt mode,
    Optional<String> owner,
    Optional<String> group) {
  private static final String PATH = "path";
  private static final String TEMPORARY = "temporary-folder";
  private static final String ALLOW_EMPTY = "allow-empty";
  private static final String ALLOW_FINDINGS = "allow-findings";
  private static final String MODE = "mode";
  private static final String OWNER = "owner";
  private static final String GROUP = "group";
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
  private static final int EIGHT = 8;

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              PATH,
              Setting.Type.PATH,
              "The database's file; at a target one that is missing or has no byte in it."),
          Setting.optional(
              TEMPORARY,
              Setting.Type.PATH,
              "At a source: the folder in which the private copy is made that is checked and then"
                  + " captured; it needs room for the whole database in plain text. Default the"
                  + " system's folder for temporary files."),
          Setting.optional(
              ALLOW_EMPTY,
              Setting.Type.FLAG,
              "Whether a database without any table may be captured; default false, because an"
                  + " empty backup is nearly always the wrong file."),
          Setting.optional(
              ALLOW_FINDINGS,
              Setting.Type.FLAG,
              "Whether a database in which integrity_check finds something is kept all the same,"
                  + " with the findings in the manifest; default false."),
          Setting.optional(
              MODE,
              Setting.Type.TEXT,
              "At a target: the restored file's rights in octal, such as \"0640\" in quotes;"
                  + " default as captured."),
          Setting.optional(
              OWNER,
              Setting.Type.TEXT,
              "At a target: the user who owns the restored file; default, where Drillbook runs as"
                  + " root, the owner when it was captured."),
          Setting.optional(
              GROUP,
              Setting.Type.TEXT,
              "At a target: the group of the restored file; default as for the owner."));

  static SqliteSettings of(Settings settings) {
    return new SqliteSettings(
        Path.of(settings.text(PATH)).toAbsolutePath(),
        settings.optionalText(TEMPORARY).map(text -> Path.of(text).toAbsolutePath()),
        settings.flag(ALLOW_EMPTY, false),
        settings.flag(ALLOW_FINDINGS, false),
        settings.optionalText(MODE).map(SqliteSettings::octal).orElse(OptionalInt.empty()),
        settings.optionalText(OWNER),
        settings.optionalText(GROUP));
  }

  private static OptionalInt octal(String text) {
    if (!OCTAL.matcher(text).matches()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the rights under 'mode': '" + text + "'",
          "Write them in octal and in quotes, such as \"0640\".");
    }
    return OptionalInt.of(Integer.parseInt(text, EIGHT));
  }
}
