package io.drillbook.cli;

/** The end of a verb that did not do what was asked. */
final class CliFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String hint;

  CliFailure(int exitCode, String message, String hint) {
    this(exitCode, message, hint, null);
  }

  CliFailure(int exitCode, String message, String hint, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  int exitCode() {
    return exitCode;
  }

  String hint() {
    return hint;
  }
}
