package io.drillbook.domain.fault;

import java.util.Objects;

/**
 * A trouble that the product expects and can explain: one line "unable to …: 'subject'" and a hint
 * that says what to check. Neither ever holds a secret. Anything else that is thrown is a defect.
 */
public final class Fault extends RuntimeException {
  private final FaultCode code;
  private final String hint;

  /**
   * A fault without a technical cause.
   *
   * @param message active English, beginning with "unable to", naming the subject in single quotes
   * @param hint what the reader should check, as a full sentence
   */
  public Fault(FaultCode code, String message, String hint) {
    this(code, message, hint, null);
  }

  /** A fault with its technical cause, shown only with {@code --debug}. */
  public Fault(FaultCode code, String message, String hint, Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.code = Objects.requireNonNull(code);
    this.hint = Objects.requireNonNull(hint);
  }

  /** What kind of trouble this is. */
  public FaultCode code() {
    return code;
  }

  /** What to check. */
  public String hint() {
    return hint;
  }
}
