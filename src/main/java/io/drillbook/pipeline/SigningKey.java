package io.drillbook.pipeline;

import io.drillbook.domain.fault.Fault;

/**
 * A key that signs, unlocked or behind a program. Held for the length of one step, never stored.
 */
public final class SigningKey {
  private final String fingerprint;
  private final Signing signing;

  SigningKey(String fingerprint, Signing signing) {
    this.fingerprint = fingerprint;
    this.signing = signing;
  }

  /** How a signature comes about. */
  interface Signing {
    byte[] sign(byte[] content);
  }

  /** Fingerprint of its primary key. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * A detached, armoured signature that {@code gpg --verify} takes.
   *
   * @throws Fault COMMAND_FAILED, TOOL_MISSING, SIGNATURE_INVALID where a program signs and does it
   *     not well
   */
  public byte[] sign(byte[] content) {
    return signing.sign(content);
  }
}
