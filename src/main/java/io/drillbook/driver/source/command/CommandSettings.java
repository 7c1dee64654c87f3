package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of kind {@code command}, at a source or at a target. */
record CommandSettings(Settings all) {
  static final String CAPTURE = "capture";
  static final String RESTORE = "restore";
  static final String PROBE = "probe";
  static final String IDENTIFY = "identify";
  static final String EMPTY = "empty";
  static final String DISCARD = "discard";
  static final String COUNT = "count";
  static final String MAY_OVERWRITE = "may-overwrite";
  static final String ALLOW_CREATE = "allow-create-database";
  static final String MAY_BE_UNIDENTIFIED = "may-be-unidentified";

  private static final String FIFO = "fifo";
  private static final String FORMAT = "format";
  private static final String AT_LEAST = "at-least-bytes";
  private static final String ENVIRONMENT = "environment";
  private static final String VARIABLES = "variables";
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
  private static final String WRITES =
      "Program and arguments, no shell, that writes the data to {file}, or to its standard output"
          + " where there is no {file}.";

  static final List<Setting> ALL =
      List.of(
          Setting.required(CAPTURE, Setting.Type.FILE_PROGRAM, WRITES).atSource(),
          Setting.optional(
                  CAPTURE,
                  Setting.Type.FILE_PROGRAM,
                  "The same where the system lives after a cutover, to bring its data home.")
              .atTarget(),
          Setting.optional(
                  RESTORE,
                  Setting.Type.FILE_PROGRAM,
                  "Program that reads {file} or its standard input; shown in RESTORE.md only: what"
                      + " a target runs stands at the target.")
              .atSource(),
          Setting.required(
                  RESTORE,
                  Setting.Type.FILE_PROGRAM,
                  "Program and arguments, no shell, that reads the data from {file}, or from its"
                      + " standard input where there is no {file}, and brings it into this target.")
              .atTarget(),
          Setting.optional(
              IDENTIFY,
              Setting.Type.PROGRAM,
              "Program whose output names the very place, whatever address it was reached by; what"
                  + " names the same place as the source is production."),
          Setting.optional(
              PROBE,
              Setting.Type.PROGRAM,
              "Program that ends with exit code 0 where the place answers."),
          Setting.optional(
                  EMPTY,
                  Setting.Type.PROGRAM,
                  "Program that ends with exit code 0 where the target is empty, 1 where it is not.")
              .atTarget(),
          Setting.optional(
                  DISCARD,
                  Setting.Type.PROGRAM,
                  "Program that empties the target again; needed where it is disposable.")
              .atTarget(),
          Setting.optional(
              COUNT,
              Setting.Type.PROGRAM,
              "Program that writes what is there, a line 'name = number' each, to be compared after"
                  + " a restore."),
          Setting.optional(
                  MAY_OVERWRITE,
                  Setting.Type.FLAG,
                  "Whether 'restore' may run without 'empty' saying that the target is empty: false.")
              .atTarget(),
          Setting.optional(
                  MAY_BE_UNIDENTIFIED,
                  Setting.Type.FLAG,
                  "Whether a target may be used that 'identify' cannot tell from the source: false.")
              .atTarget(),
          Setting.optional(
              ALLOW_CREATE,
              Setting.Type.FLAG,
              "Whether a dump may create, drop or change to a database, and so write elsewhere than"
                  + " into the target: false; scripts of SQL and pg_restore's options are looked"
                  + " at."),
          Setting.optional(
              ENVIRONMENT,
              Setting.Type.MAP,
              "Variables of the programs, besides PATH, HOME and LANG; a secret as ${NAME} or"
                  + " ${file:/path} inside."),
          Setting.optional(
              VARIABLES,
              Setting.Type.MAP,
              "Texts that stand for {name} in the arguments; no secrets."),
          Setting.optional(
              FIFO,
              Setting.Type.FLAG,
              "Whether {file} is a named pipe, so that no plain text is on the disk: false; for"
                  + " programs that read or write from begin to end."),
          Setting.optional(
                  FORMAT,
                  Setting.Type.TEXT,
                  "What the program writes, as a word for the member's name, such as json: data.")
              .atSource(),
          Setting.optional(AT_LEAST, Setting.Type.NUMBER, "A capture of fewer bytes has failed: 1.")
              .atSource(),
          Setting.optional(
              "timeout",
              Setting.Type.DURATION,
              "After which 'capture' or 'restore' is killed: 1h."),
          Setting.optional(
              "answer-within",
              Setting.Type.DURATION,
              "After which any other program is killed: 1m."));

  /** The words of a program as the plan gives them; empty where it names none. */
  List<String> words(String key) {
    return all.list(key);
  }

  boolean has(String key) {
    return !words(key).isEmpty();
  }

  /**
   * The same of a program that must be there.
   *
   * @throws Fault INPUT_INVALID
   */
  List<String> required(String key) {
    if (!has(key)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the program of this place: '" + key + "'",
          "Write the program and its arguments as a list under '" + key + "'.");
    }
    return words(key);
  }

  Map<String, String> environment() {
    return all.texts(ENVIRONMENT);
  }

  Map<String, String> variables() {
    return all.texts(VARIABLES);
  }

  boolean fifo() {
    return all.flag(FIFO, false);
  }

  boolean allowsCreateDatabase() {
    return all.flag(ALLOW_CREATE, false);
  }

  boolean mayOverwrite() {
    return all.flag(MAY_OVERWRITE, false);
  }

  boolean mayBeUnidentified() {
    return all.flag(MAY_BE_UNIDENTIFIED, false);
  }

  long atLeast() {
    return all.number(AT_LEAST, 1);
  }

  Duration limit() {
    return Durations.of(all, "timeout", LIMIT);
  }

  Duration answerLimit() {
    return Durations.of(all, "answer-within", ANSWER_LIMIT);
  }

  /**
   * The word for the member's name.
   *
   * @throws Fault INPUT_INVALID where it would not be one
   */
  String format() {
    Optional<String> format = all.optionalText(FORMAT);
    if (format.isPresent() && !format.get().matches("[a-z0-9]{1,20}")) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to name a member by the format: '" + format.get() + "'",
          "Write a word of small letters and digits, such as json.");
    }
    return format.orElse("data");
  }
}
