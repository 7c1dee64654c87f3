package io.drillbook.domain.plan;

/**
 * One setting that a driver understands; declared once, used for the check of plans, the JSON
 * Schema and the generated reference page.
 *
 * @param key the key in the YAML file
 * @param type what may stand there
 * @param required whether a plan without it is refused
 * @param meaning one sentence for the reference page, with unit and default
 */
public record Setting(String key, Type type, boolean required, String meaning) {
  /** What may stand under a key. */
  public enum Type {
    TEXT,
    NUMBER,
    FLAG,
    LIST,
    /** ISO or short duration such as {@code 30m}; kept as text. */
    DURATION,
    /** A file or folder of this machine; a relative one is taken from the configuration folder. */
    PATH,
    /** A reference to a secret; a literal is refused. */
    SECRET
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
