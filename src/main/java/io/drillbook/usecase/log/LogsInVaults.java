package io.drillbook.usecase.log;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.log.LogReader;
import io.drillbook.spi.vault.Vaults;
import java.util.List;

/** The logs as they lie in the vaults; needs nothing but these and the keys. */
public final class LogsInVaults implements KeptLogs {
  private final Vaults vaults;
  private final KeyRing keys;

  /** Takes what it works with. */
  public LogsInVaults(Vaults vaults, KeyRing keys) {
    this.vaults = vaults;
    this.keys = keys;
  }

  @Override
  public LogReader reader(String system, String source, List<String> names, List<String> signers) {
    List<StoredLog> places =
        names.stream().map(name -> new StoredLog(vaults.vault(name), system, source)).toList();
    return new ReadLog(places, keys, signers);
  }
}
