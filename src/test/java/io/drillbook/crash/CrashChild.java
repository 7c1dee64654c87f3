package io.drillbook.crash;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that is killed: does one thing and, where it lives to the end, writes down how many
 * side effects it had.
 */
final class CrashChild {
  private CrashChild() {}

  /** Arguments: folder, {@code backup} or {@code discard}, point, the fatal side effect or 0. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SideEffects effects = new SideEffects(Integer.parseInt(arguments[3]));
    try (CrashBed bed = new CrashBed(folder, effects)) {
      if (arguments[1].equals("backup")) {
        bed.backUp(arguments[2]);
      } else {
        bed.discard(arguments[2]);
      }
    }
    Files.writeString(folder.resolve("effects"), String.valueOf(effects.count()));
  }
}
