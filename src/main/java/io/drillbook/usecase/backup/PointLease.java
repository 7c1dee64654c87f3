package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.LeftoverRule;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Says in a vault that a recovery point is being captured, {@code _leases/<system>/<point>}:
 * another server must not take it for a leftover.
 */
record PointLease(String system, String point, String runId, String host, Instant since) {
  /** No system's name begins so. */
  private static final String FOLDER = "_leases/";

  private static final int MORE_IS_NO_LEASE = 10_000;

  static String folder(String system) {
    return FOLDER + system + "/";
  }

  static String key(String system, String point) {
    return folder(system) + point;
  }

  /**
   * Writes it, if the run did not do so already; whether it did now.
   *
   * @throws Fault OBJECT_EXISTS where another run captures a point of that name
   */
  boolean write(Vault vault) throws IOException {
    try (VaultUpload upload = vault.create(key(system, point))) {
      upload.write(text().getBytes(StandardCharsets.UTF_8));
      upload.commit();
      return true;
    } catch (Fault e) {
      if (e.code() != FaultCode.OBJECT_EXISTS) {
        throw e;
      }
      requireOurs(vault, e);
      return false;
    }
  }

  /** Removes it, and what a process that died while it wrote it left in the making. */
  static void remove(Vault vault, String system, String point) {
    vault.discardUploads(key(system, point));
    vault.delete(key(system, point));
  }

  private void requireOurs(Vault vault, Fault e) throws IOException {
    String there;
    try (InputStream in = vault.read(key(system, point))) {
      there = new String(in.readNBytes(MORE_IS_NO_LEASE), StandardCharsets.UTF_8);
    }
    if (there.lines().noneMatch(runLine()::equals)) {
      throw new Fault(
          FaultCode.OBJECT_EXISTS,
          "unable to capture what another run captures in vault '"
              + vault.name()
              + "': '"
              + system
              + "/"
              + point
              + "'",
          "Two servers use one vault for one system; its lease says: "
              + there.lines().limit(5).toList(),
          e);
    }
  }

  private String runLine() {
    return "run: " + runId;
  }

  private String text() {
    return """
    system: %s
    point: %s
    %s
    host: %s
    since: %s
    This recovery point is being captured. Nobody may remove it while this lease is younger than
    %d hours by the vault's clock.
    """
        .formatted(system, point, runLine(), host, since, LeftoverRule.LEFT_ALONE.toHours());
  }
}
