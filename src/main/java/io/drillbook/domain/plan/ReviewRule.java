package io.drillbook.domain.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody has to say before a drill is closed, and who.
 *
 * @param from the group whose members may review it
 * @param required what may not be left out
 */
public record ReviewRule(String from, List<Field> required) {
  public ReviewRule {
    required = List.copyOf(required);
  }

  /** Something that only people know of a drill. */
  public enum Field {
    /** Whether the drill was announced to those who carried it out. */
    ANNOUNCED("announced"),
    ASSUMPTIONS("assumptions"),
    SUCCESS_CRITERIA("successCriteria"),
    OBSERVERS("observers"),
    /** The key person who was assumed to be absent. */
    ABSENT_KEY_PERSON("absentKeyPerson"),
    /** What was learnt. */
    LESSONS("lessons"),
    /** Who ran it; known where a person started it. */
    AUTHOR("author"),
    /** Who of the management takes note of it. */
    MANAGEMENT("management");

    private final String key;

    Field(String key) {
      this.key = key;
    }

    /** The word in plans and messages, such as {@code success-criteria}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The key in the form and on the record. */
    public String key() {
      return key;
    }

    /** The field of that word, if there is one. */
    public static Optional<Field> of(String id) {
      return Stream.of(values()).filter(field -> field.id().equals(id)).findFirst();
    }
  }
}
