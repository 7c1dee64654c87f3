package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Vaults that failed during one step. One that the plan does not require is dropped, once for all
 * members; one that it requires ends the step. Safe for several threads.
 */
final class VaultFailures {
  /** Troubles of one vault; any other, such as a cancelled step, is nobody's to pass over. */
  private static final Set<FaultCode> ITS_OWN =
      EnumSet.of(
          FaultCode.VAULT_UNREACHABLE,
          FaultCode.CREDENTIALS_REFUSED,
          FaultCode.PERMISSION_DENIED,
          FaultCode.INPUT_INVALID,
          FaultCode.NOT_ALLOWED,
          FaultCode.DISK_FULL,
          FaultCode.OBJECT_EXISTS,
          FaultCode.CHECKSUM_MISMATCH,
          FaultCode.POINT_UNKNOWN,
          FaultCode.SIGNATURE_INVALID);

  private final Set<String> required;
  private final Map<String, Fault> failed = new TreeMap<>();

  VaultFailures(Collection<String> required) {
    this.required = Set.copyOf(required);
  }

  /** Runs something on a vault, unless it is dropped already; false where it is dropped now. */
  boolean attempt(String vault, Action action) {
    if (isDropped(vault)) {
      return false;
    }
    try {
      action.run();
      return true;
    } catch (Fault e) {
      if (!ITS_OWN.contains(e.code())) {
        throw e;
      }
      drop(vault, e);
      return false;
    } catch (IOException e) {
      drop(vault, unwritable(vault, e));
      return false;
    }
  }

  synchronized boolean isDropped(String vault) {
    return failed.containsKey(vault);
  }

  /** By vault the reason, for the record. */
  synchronized Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    failed.forEach((vault, fault) -> reasons.put(vault, fault.getMessage()));
    return reasons;
  }

  /** Ends the step where a required vault has failed. */
  synchronized void requireAll() {
    for (Map.Entry<String, Fault> entry : failed.entrySet()) {
      if (required.contains(entry.getKey())) {
        throw entry.getValue();
      }
    }
  }

  /** Ends the step where not one of the vaults is left, whether required or not. */
  synchronized void requireOneOf(Collection<String> vaults) {
    if (failed.keySet().containsAll(vaults)) {
      throw failed.values().stream()
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no vault to write to"));
    }
  }

  private synchronized void drop(String vault, Fault fault) {
    failed.putIfAbsent(vault, fault);
    requireAll();
  }

  private static Fault unwritable(String vault, IOException e) {
    return new Fault(
        FaultCode.VAULT_UNREACHABLE,
        "unable to write to the vault: '" + vault + "'",
        "Check that it answers and has room.",
        e);
  }

  /** Something done to one vault. */
  interface Action {
    void run() throws IOException;
  }
}
