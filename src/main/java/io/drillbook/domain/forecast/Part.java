package io.drillbook.domain.forecast;

import java.util.OptionalLong;

/**
 * One part of a recovery's path.
 *
 * @param step the model's element id
 * @param subject tells copies of one step apart, may be empty
 * @param name in words
 * @param group parts of one group go on side by side
 * @param bytes what is worked on, where its time grows with it
 */
public record Part(String step, String subject, String name, int group, OptionalLong bytes) {
  /** A part of a group of its own whose time does not grow with bytes. */
  static Part of(String step, String name, int group) {
    return new Part(step, "", name, group, OptionalLong.empty());
  }

  /** What tells it from the others. */
  public String key() {
    return step + "/" + subject;
  }

  /** In words, with its subject. */
  public String inWords() {
    return subject.isEmpty() ? name : name + " " + subject;
  }
}
