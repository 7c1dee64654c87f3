package io.drillbook.web;

import io.drillbook.domain.point.VaultLag;
import io.drillbook.usecase.readiness.SystemStatus;
import io.drillbook.usecase.readiness.VaultState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A vault of a system's plan, and how its copies stand.
 *
 * @param troubles what is wrong with it or its copies
 */
record VaultRow(
    String vault, String kind, String site, String state, String words, List<String> troubles) {

  static List<VaultRow> all(SystemStatus status, PageTimes times) {
    Map<String, VaultLag> lags =
        status.copies().stream().collect(Collectors.toMap(VaultLag::vault, Function.identity()));
    return status.vaults().stream()
        .map(
            vault ->
                of(status.system(), vault, Optional.ofNullable(lags.get(vault.vault())), times))
        .toList();
  }

  private static VaultRow of(
      String system, VaultState vault, Optional<VaultLag> lag, PageTimes times) {
    List<String> troubles = new ArrayList<>(vault.failures());
    lag.filter(it -> it.bad() > 0)
        .ifPresent(it -> troubles.add(it.bad() + " copies are damaged or gone"));
    boolean wrong = !troubles.isEmpty();
    lag.filter(it -> it.behind() > 0)
        .ifPresent(
            it ->
                troubles.add(
                    it.behind() + " copies behind, since " + PageTimes.rough(it.behindFor())));
    // Other plans' warnings stand on their own pages.
    vault.warnings().stream()
        .filter(warning -> warning.contains("'" + system + "'"))
        .forEach(troubles::add);
    boolean look = vault.triedAt().isEmpty() || !troubles.isEmpty();
    return new VaultRow(
        vault.vault(),
        vault.kind(),
        vault.site().orElse("no site named"),
        wrong ? "wrong" : look ? "look" : "fine",
        vault
            .triedAt()
            .map(at -> (wrong ? "NOT GOOD" : "good") + ", tried " + times.brief(at))
            .orElse("not tried yet"),
        troubles);
  }

  /** The sign of its state. */
  public String sign() {
    return BoardRow.sign(state);
  }
}
