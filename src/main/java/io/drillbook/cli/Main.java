package io.drillbook.cli;

/** The entry point of every verb. */
public final class Main {
  private Main() {}

  /** Runs one verb and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(0);
  }
}
