package io.drillbook.spi.vault;

import java.util.List;

/** The vaults of {@code drillbook.yaml}. */
public interface Vaults {
  /**
   * The vault of that name.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where none is configured
   */
  Vault vault(String name);

  /** Names of all vaults in the order of the file. */
  List<String> names();
}
