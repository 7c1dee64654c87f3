package io.drillbook.domain.plan;

/**
 * One setting that a driver understands; declared once, used for the check of plans, the JSON
 * Schema and the generated reference page.
 *
 * @param key the key in the YAML file
 * @param type what may stand there
 * @param required whether a plan without it is refused
 * @param meaning one sentence for the reference page, with unit and default
 * @param place where it may stand
 */
public record Setting(String key, Type type, boolean required, String meaning, Place place) {
  /**
   * The setting by which a plan tells kinds that hold secrets who may open their values: names of
   * keys, the private half of none of which is on this server. Without it no value is captured.
   */
  public static final String VALUES_TO = "values-to";

  /** Where a setting may stand. */
  public enum Place {
    /** At a source and at a target alike, and with everything that is neither. */
    EVERYWHERE,
    /** Under {@code sources} only. */
    SOURCE,
    /** Under {@code targets} only. */
    TARGET
  }

  /** What may stand under a key. */
  public enum Type {
    TEXT,
    NUMBER,
    FLAG,
    LIST,
    /** Names of keys of {@code drillbook.yaml} whose private half is not on this server. */
    KEYS,
    /** Program and arguments, in which {@code {name}} stands for one of the plan's variables. */
    PROGRAM,
    /** The same, in which {@code {file}} stands for the file that the program writes or reads. */
    FILE_PROGRAM,
    /** Programs with their arguments by name. */
    PROGRAMS,
    /** Texts by name; a secret in one stands as {@code ${NAME}} or {@code ${file:/path}}. */
    MAP,
    /** ISO or short duration such as {@code 30m}; kept as text. */
    DURATION,
    /** A file or folder of this machine; a relative one is taken from the configuration folder. */
    PATH,
    /** Several of these. */
    PATHS,
    /** A reference to a secret; a literal is refused. */
    SECRET
  }

  /** A setting that may stand everywhere. */
  public Setting(String key, Type type, boolean required, String meaning) {
    this(key, type, required, meaning, Place.EVERYWHERE);
  }

  /** The same for sources only; a target may have one of that key and its own meaning. */
  public Setting atSource() {
    return new Setting(key, type, required, meaning, Place.SOURCE);
  }

  /** The same for targets only. */
  public Setting atTarget() {
    return new Setting(key, type, required, meaning, Place.TARGET);
  }

  /** Whether it may stand there. */
  public boolean isFor(Place there) {
    return place == Place.EVERYWHERE || place == there;
  }

  /** A setting that must be there. */
  public static Setting required(String key, Type type, String meaning) {
    return new Setting(key, type, true, meaning);
  }

  /** A setting that may be left out. */
  public static Setting optional(String key, Type type, String meaning) {
    return new Setting(key, type, false, meaning);
  }
}
