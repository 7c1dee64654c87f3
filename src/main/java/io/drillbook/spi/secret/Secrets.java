package io.drillbook.spi.secret;

import io.drillbook.domain.plan.SecretReference;

/** Looks secrets up at the moment of use. */
public interface Secrets {
  /**
   * The value behind a reference; may be called as often as needed and always reads anew, so that a
   * rotated secret takes effect.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where it cannot be found, naming the
   *     reference
   */
  Secret resolve(SecretReference reference);
}
