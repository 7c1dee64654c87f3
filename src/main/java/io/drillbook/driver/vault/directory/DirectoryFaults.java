package io.drillbook.driver.vault.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** Says in plain words what the file system complained about. */
final class DirectoryFaults {
  private final String vault;

  DirectoryFaults(String vault) {
    this.vault = vault;
  }

  Fault of(String action, String subject, IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return new Fault(
          FaultCode.DISK_FULL,
          "unable to " + action + " in vault '" + vault + "', its disk is full: '" + subject + "'",
          "Make room or take a larger disk; nothing incomplete was left behind.",
          e);
    }
    boolean denied = e instanceof AccessDeniedException || text.contains("read-only");
    return unreachable(
        action,
        subject,
        denied
            ? "Let Drillbook's user read and write there; is the file system mounted read-only?"
            : "Check that the file system is mounted and healthy.",
        e);
  }

  Fault unreachable(String action, String subject, String hint, IOException e) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to " + action + " in vault '" + vault + "': '" + subject + "'",
        hint,
        e);
  }

  Fault exists(String key, IOException e) {
    return new Fault(
        FaultCode.OBJECT_EXISTS,
        "unable to write what is already there in vault '" + vault + "': '" + key + "'",
        "Vaults are write-once; was the same step run twice?",
        e);
  }

  Fault unknown(String key, IOException e) {
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to find the object in vault '" + vault + "': '" + key + "'",
        "List the recovery points to see what there is.",
        e);
  }
}
