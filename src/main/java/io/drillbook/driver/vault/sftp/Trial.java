package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultProbe.Answer;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tries what a server really does, with a small object that is removed again. */
final class Trial {
  private final SftpVault vault;
  private final Clock clock;

  Trial(SftpVault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  VaultProbe run(String key) {
    try {
      Instant before = clock.instant();
      write(key);
      Duration ahead =
          Duration.between(before, vault.require(key).getModifyTime().toInstant().plusMillis(500));
      return new VaultProbe(
          Map.of(
              Ability.CONDITIONAL_CREATE,
              answer(refusesASecond(key)),
              Ability.LIST_AFTER_WRITE,
              answer(vault.list(key).stream().anyMatch(entry -> entry.key().equals(key))),
              Ability.CHECKSUMS,
              Answer.NO,
              Ability.VERSIONING,
              Answer.NO,
              Ability.OBJECT_LOCK,
              Answer.NO),
          ahead);
    } catch (IOException e) {
      throw vault.faults().of("try", key, e);
    } finally {
      vault.delete(key);
    }
  }

  private void write(String key) throws IOException {
    try (VaultUpload upload = vault.start(key)) {
      upload.write(1);
      upload.commit();
    }
  }

  private boolean refusesASecond(String key) throws IOException {
    try {
      write(key);
      return false;
    } catch (Fault e) {
      if (e.code() != FaultCode.OBJECT_EXISTS) {
        throw e;
      }
      return true;
    }
  }

  private static Answer answer(boolean yes) {
    return yes ? Answer.YES : Answer.NO;
  }
}
