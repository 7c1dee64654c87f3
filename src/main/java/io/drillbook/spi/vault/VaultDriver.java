package io.drillbook.spi.vault;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.util.List;

/** Opens vaults of one kind. */
public interface VaultDriver {
  /** The word in {@code drillbook.yaml}. */
  String kind();

  /** Every setting this kind understands. */
  List<Setting> settings();

  /** Opens a vault; cheap, no network before the first use. */
  Vault open(String name, Settings settings);
}
