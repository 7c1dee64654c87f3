package io.drillbook.usecase.log;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.vault.Vaults;
import java.util.List;

/**
 * Where the log of one source is kept, and by which keys.
 *
 * @param all its place in each vault of the plan, in the plan's order
 * @param backup the plan's rule
 */
record LogPlaces(List<StoredLog> all, BackupPolicy backup) {
  LogPlaces {
    all = List.copyOf(all);
  }

  static LogPlaces of(ProtectionPlan plan, String source, Vaults vaults) {
    List<StoredLog> all =
        plan.backup().vaults().stream()
            .map(name -> new StoredLog(vaults.vault(name), plan.system(), source))
            .toList();
    return new LogPlaces(all, plan.backup());
  }

  boolean isRequired(String vault) {
    return backup.required().contains(vault);
  }

  List<String> signers() {
    return backup.trustedSigners();
  }

  List<String> encryptTo() {
    return backup.encryptTo();
  }

  String signWith() {
    return backup.signWith();
  }
}
