package io.drillbook.domain.system;

import io.drillbook.domain.plan.SecretReference;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An OpenPGP key of {@code drillbook.yaml}: ASCII-armoured, as gpg exports it. At most one of
 * private file, private secret and sign command is there.
 *
 * @param privateKey only where restores (or signing) run
 * @param passphrase of the private key; empty where it has none
 * @param privateSecret where the armoured private key is looked up instead of a file
 * @param signCommand signs in place of a private key that is not here, as on a smart card
 * @param pinned the fingerprint that the public key must have; empty where any will do
 */
public record KeyFile(
    String name,
    Path publicKey,
    Optional<Path> privateKey,
    Optional<SecretReference> passphrase,
    Optional<SecretReference> privateSecret,
    Optional<SignCommand> signCommand,
    Optional<String> pinned) {

  /** A key in files. */
  public KeyFile(
      String name,
      Path publicKey,
      Optional<Path> privateKey,
      Optional<SecretReference> passphrase) {
    this(
        name,
        publicKey,
        privateKey,
        passphrase,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether its private half is here, so that it opens members. */
  public boolean opens() {
    return privateKey.isPresent() || privateSecret.isPresent();
  }

  /** Whether it can sign here. */
  public boolean signs() {
    return opens() || signCommand.isPresent();
  }
}
