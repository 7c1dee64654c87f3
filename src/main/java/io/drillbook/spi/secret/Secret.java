package io.drillbook.spi.secret;

/** A secret's value. It prints masked, so that no log line or message can hold it by accident. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a value. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /**
   * The value itself: for the one call that needs it, never for a command line, a log or a
   * variable.
   */
  public String reveal() {
    return value;
  }

  /** The value as characters, for key rings. */
  public char[] revealChars() {
    return value.toCharArray();
  }

  @Override
  public String toString() {
    return "******";
  }
}
