package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Vaults that do not answer: after a few tries they are left alone for a while. */
final class Silence {
  static final Set<FaultCode> CODES =
      EnumSet.of(
          FaultCode.VAULT_UNREACHABLE, FaultCode.CREDENTIALS_REFUSED, FaultCode.PERMISSION_DENIED);

  private static final int TRIES = 3;

  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Fault> reasons = new HashMap<>();

  /** Counts it; throws on what a vault's silence does not explain. */
  void note(String vault, Fault fault) {
    if (!CODES.contains(fault.code())) {
      throw fault;
    }
    failures.merge(vault, 1, Integer::sum);
    reasons.put(vault, fault);
  }

  boolean isDead(String vault) {
    return failures.getOrDefault(vault, 0) >= TRIES;
  }

  /** The last thing that was heard of it. */
  Fault why(String vault) {
    return reasons.get(vault);
  }
}
