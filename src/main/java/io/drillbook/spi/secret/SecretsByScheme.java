package io.drillbook.spi.secret;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import java.util.Map;

/** Looks each reference up in the store that its scheme names. */
public final class SecretsByScheme implements Secrets {
  private final Map<String, Secrets> stores;

  /** Stores by scheme, such as {@code environment} and {@code file}. */
  public SecretsByScheme(Map<String, Secrets> stores) {
    this.stores = Map.copyOf(stores);
  }

  @Override
  public Secret resolve(SecretReference reference) {
    Secrets store = stores.get(reference.scheme());
    if (store == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the store of the secret: '" + reference + "'",
          "Write ${NAME} for an environment variable or ${file:/path} for a file.");
    }
    return store.resolve(reference);
  }
}
