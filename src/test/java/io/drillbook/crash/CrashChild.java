package io.drillbook.crash;

import io.drillbook.spi.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that is killed: takes a backup and, where it lives to the end, writes down how many
 * side effects it had.
 */
final class CrashChild {
  private CrashChild() {}

  /** Arguments: folder, point, the fatal side effect or 0. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SideEffects effects = new SideEffects(Integer.parseInt(arguments[2]));
    Vault vault = VaultPlace.of(folder).openCounted(effects);
    try (CrashBed bed = new CrashBed(folder, "catalog", vault, effects)) {
      bed.backUp(arguments[1]);
    }
    Files.writeString(folder.resolve("effects"), String.valueOf(effects.count()));
  }
}
