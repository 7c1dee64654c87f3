package io.drillbook.assembly;

import io.drillbook.assembly.RescueEquipment.Passphrases;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.util.HashMap;
import java.util.Map;

/** Passphrases that a person types, asked for once each and only where a key is locked. */
final class AskedSecrets implements Secrets {
  private static final String VARIABLE = "DRILLBOOK_KEY_PASSPHRASE";

  private final Passphrases passphrases;
  private final Map<String, Secret> known = new HashMap<>();

  AskedSecrets(Passphrases passphrases) {
    this.passphrases = passphrases;
  }

  @Override
  public synchronized Secret resolve(SecretReference reference) {
    return known.computeIfAbsent(reference.name(), this::ask);
  }

  private Secret ask(String key) {
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isEmpty()) {
      return Secret.of(variable);
    }
    return passphrases
        .ask(key)
        .map(String::new)
        .map(Secret::of)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.KEY_MISSING,
                    "unable to unlock the private key without its passphrase: '" + key + "'",
                    "Give a file with --passphrase-file, or set "
                        + VARIABLE
                        + ", or run it on a"
                        + " terminal, which asks."));
  }
}
