package io.drillbook.cli;

import java.io.Console;
import java.util.Optional;

/** The person in front of the command line, if there is one. */
final class Terminal {
  private Terminal() {}

  /** Whether somebody looks; from Java 22 on a console is there without a terminal too. */
  static boolean isThere() {
    return console()
        .map(
            console -> {
              try {
                return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
              } catch (ReflectiveOperationException e) {
                return true;
              }
            })
        .orElse(false);
  }

  /** Asks without showing what is typed; empty where nobody can be asked. */
  static Optional<char[]> secret(String question) {
    return isThere()
        ? console().map(console -> console.readPassword("%s", question))
        : Optional.empty();
  }

  @SuppressWarnings("SystemConsoleNull") // asked for together with isTerminal, above
  private static Optional<Console> console() {
    return Optional.ofNullable(System.console());
  }
}
