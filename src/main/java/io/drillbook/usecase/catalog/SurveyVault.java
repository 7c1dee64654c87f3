package io.drillbook.usecase.catalog;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.catalog.Inventory.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lists what a vault holds, changing nothing: every recovery point's manifest is read and checked,
 * its members are compared with the listing and not read.
 */
public final class SurveyVault {
  /** Two small reads for each point: far vaults answer several side by side. */
  private static final int SIDE_BY_SIDE = 8;

  private final Vaults vaults;
  private final KeyRing keys;

  /** Takes what it works with. */
  public SurveyVault(Vaults vaults, KeyRing keys) {
    this.vaults = vaults;
    this.keys = keys;
  }

  /**
   * Looks through a vault.
   *
   * @param system only this one, or every one
   * @throws Fault VAULT_UNREACHABLE, CREDENTIALS_REFUSED; KEY_MISSING where a signer's public key
   *     cannot be read
   */
  public Survey survey(String vault, Optional<String> system, Trust trust) {
    Vault found = vaults.vault(vault);
    Inventory inventory = new Inventory(found.list(system.map(name -> name + "/").orElse("")));
    return new Survey(
        vault, examined(found, inventory, trust), inventory.unknown(), inventory.reserved());
  }

  private List<FoundPoint> examined(Vault vault, Inventory inventory, Trust trust) {
    ExecutorService readers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<Future<FoundPoint>> waiting = new ArrayList<>();
      for (Map.Entry<Folder, Map<String, Long>> folder : inventory.folders().entrySet()) {
        waiting.add(readers.submit(new Examination(vault, keys, trust, folder)::result));
      }
      List<FoundPoint> points = new ArrayList<>();
      for (Future<FoundPoint> one : waiting) {
        points.add(result(one));
      }
      return points;
    } finally {
      readers.shutdownNow();
    }
  }

  private static FoundPoint result(Future<FoundPoint> waiting) {
    try {
      return waiting.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to look through the vault to its end: 'interrupted'",
          "Nothing was changed; try again.",
          e);
    }
  }
}
