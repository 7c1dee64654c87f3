package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of a log's pieces inside a vault: {@code <system>/_log/<source>/<series>/<name>…}. */
public final class LogLayout {
  /** What the names of pieces end with. */
  public static final String PIECE = ".wal.zst.pgp";

  static final String MANIFEST = ".json";
  static final String SIGNATURE = ".json.asc";

  private static final String LOG = "/_log/";
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.history)?");

  private LogLayout() {}

  /** The folder of a source's log, ending with a slash. */
  public static String folder(String system, String source) {
    return word("system", system) + LOG + word("source", source) + "/";
  }

  /** The beginning of the three keys of a piece. */
  static String key(String system, String source, String series, String name) {
    if (!NAME.matcher(name).matches()) {
      throw refused("piece of a log", name);
    }
    return folder(system, source) + word("series", series) + "/" + name;
  }

  /** Without its ending; longest ending first, since one is the end of another. */
  static Optional<String> without(String ending, String file) {
    return file.endsWith(ending)
        ? Optional.of(file.substring(0, file.length() - ending.length()))
        : Optional.empty();
  }

  private static String word(String what, String value) {
    if (!WORD.matcher(value).matches()) {
      throw refused(what, value);
    }
    return value;
  }

  private static Fault refused(String what, String value) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the name of a " + what + " in a vault: '" + value + "'",
        "Use letters, digits, dashes and underscores only.");
  }
}
