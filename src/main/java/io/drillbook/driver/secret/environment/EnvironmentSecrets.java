package io.drillbook.driver.secret.environment;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.util.function.UnaryOperator;

/** Secrets from environment variables, {@code ${NAME}}. */
public final class EnvironmentSecrets implements Secrets {
  private final UnaryOperator<String> environment;

  /** The environment of this process. */
  public EnvironmentSecrets() {
    this(System::getenv);
  }

  /** An environment that is looked up by the function; null where a name is unknown. */
  public EnvironmentSecrets(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public Secret resolve(SecretReference reference) {
    String value = environment.apply(reference.name());
    if (value == null || value.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the secret: '" + reference + "'",
          "Set the environment variable before the server starts; an empty one does not count.");
    }
    return Secret.of(value);
  }
}
