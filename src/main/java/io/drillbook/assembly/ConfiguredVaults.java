package io.drillbook.assembly;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultDriver;
import io.drillbook.spi.vault.Vaults;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The vaults of the configuration, each opened by the driver of its kind. */
final class ConfiguredVaults implements Vaults {
  private final Map<String, Vault> byName = new LinkedHashMap<>();

  ConfiguredVaults(Collection<VaultConfiguration> configured, List<VaultDriver> drivers) {
    for (VaultConfiguration vault : configured) {
      VaultDriver driver =
          drivers.stream()
              .filter(one -> one.kind().equals(vault.kind()))
              .findFirst()
              .orElseThrow(() -> unknown("kind of vault", vault.kind()));
      byName.put(vault.name(), driver.open(vault.name(), vault.settings()));
    }
  }

  @Override
  public Vault vault(String name) {
    Vault found = byName.get(name);
    if (found == null) {
      throw unknown("vault", name);
    }
    return found;
  }

  @Override
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  private Fault unknown(String what, String name) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find the " + what + ": '" + name + "'",
        "drillbook.yaml names the vaults " + byName.keySet() + ".");
  }
}
