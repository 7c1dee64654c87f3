package io.drillbook.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command that was typed, and what came of it. */
public record Typed(int exit, String out, String err) {
  /** Types it. */
  public static Typed of(String... words) {
    StringWriter printed = new StringWriter();
    StringWriter complained = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(printed));
    line.setErr(new PrintWriter(complained));
    int exit = line.execute(words);
    return new Typed(exit, printed.toString(), complained.toString());
  }

  /** Both outputs. */
  public String all() {
    return out + err;
  }
}
