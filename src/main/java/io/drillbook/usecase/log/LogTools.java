package io.drillbook.usecase.log;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.LogStore;
import io.drillbook.spi.vault.Vaults;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What keeping a log works with.
 *
 * @param spools private folder that holds what is not in the vaults yet
 * @param orders asks for a recovery point of a system, where none is being taken
 */
public record LogTools(
    Vaults vaults,
    KeyRing keys,
    CatalogStore catalog,
    LogStore store,
    TellOfLog tell,
    OrderPoint orders,
    Path spools,
    Clock clock) {
  /** Takes a recovery point of a system at once. */
  @FunctionalInterface
  public interface OrderPoint {
    /** Starts it; false where one is being taken already, and nothing was started. */
    boolean order(String system);
  }
}
