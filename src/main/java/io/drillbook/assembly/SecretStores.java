package io.drillbook.assembly;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.driver.secret.environment.EnvironmentSecrets;
import io.drillbook.driver.secret.file.FileSecrets;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.util.Map;

/** Finds each secret in the store that its reference names. */
public final class SecretStores implements Secrets {
  private final Map<String, Secrets> stores =
      Map.of("environment", new EnvironmentSecrets(), "file", new FileSecrets());

  @Override
  public Secret resolve(SecretReference reference) {
    Secrets store = stores.get(reference.scheme());
    if (store == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the secret store of the reference: '" + reference + "'",
          "There are " + stores.keySet() + ".");
    }
    return store.resolve(reference);
  }
}
