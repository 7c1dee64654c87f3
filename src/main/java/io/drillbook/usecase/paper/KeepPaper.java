package io.drillbook.usecase.paper;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SigningKey;
import io.drillbook.pipeline.StoredPapers;
import io.drillbook.spi.runbook.Paths;
import io.drillbook.spi.vault.Vaults;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Keeps the runbooks of a plan on paper where its recovery points are: whoever is left with a vault
 * alone must find what to do in it. Done again as often as wanted; a page that is the last one
 * there already is not written anew.
 */
public final class KeepPaper {
  private final PrintRunbook printer;
  private final Vaults vaults;
  private final KeyRing keys;
  private final Clock clock;

  /**
   * A use case over these.
   *
   * @param models the file of a model by its id
   * @param paths the table of paths that is in force
   */
  public KeepPaper(
      Function<String, Optional<byte[]>> models,
      Paths paths,
      Vaults vaults,
      KeyRing keys,
      Clock clock) {
    this.printer = new PrintRunbook(models, paths);
    this.vaults = vaults;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Puts the page into each vault of the plan that has another one or none.
   *
   * @return by vault why it could not be put there; empty where all have it
   * @throws Fault KEY_MISSING where it cannot be signed
   */
  public Map<String, String> keep(ProtectionPlan plan) {
    byte[] page = printer.printAll(plan).getBytes(StandardCharsets.UTF_8);
    SigningKey signer = keys.signer(plan.backup().signWith());
    StoredPapers.Trust trust = new StoredPapers.Trust(keys, List.of(plan.backup().signWith()));
    Map<String, String> trouble = new TreeMap<>();
    for (String vault : plan.backup().vaults()) {
      try {
        new StoredPapers(vaults.vault(vault), plan.system())
            .put(page, signer, trust, clock.instant());
      } catch (Fault e) {
        trouble.put(vault, e.getMessage());
      }
    }
    return trouble;
  }
}
