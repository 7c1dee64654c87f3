package io.drillbook.domain.system;

import io.drillbook.domain.plan.SecretReference;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An OpenPGP key of {@code drillbook.yaml}: ASCII-armoured files, as gpg exports them.
 *
 * @param privateKey only where restores (or signing) run
 * @param passphrase of the private key; empty where it has none
 */
public record KeyFile(
    String name, Path publicKey, Optional<Path> privateKey, Optional<SecretReference> passphrase) {}
