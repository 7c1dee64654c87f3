package io.drillbook.pipeline;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Keys for tests: ops (private at hand), escrow (public only), signer; without passphrase, because
 * unlocking is slow on purpose.
 */
public final class TestKeys {
  private TestKeys() {}

  /** The value of a secret is its own name. */
  public static final Secrets SECRETS = reference -> Secret.of(reference.name());

  /** Generates the three into the folder and opens a ring over them. */
  public static KeyRing ring(Path folder, Clock clock) {
    for (String name : List.of("ops", "escrow", "signer")) {
      write(folder, name, OpenPgpKeys.generate(name + "@example.com", new char[0], clock));
    }
    return KeyRing.open(
        List.of(file(folder, "ops"), publicOnly(folder, "escrow"), file(folder, "signer")),
        SECRETS,
        clock);
  }

  public static KeyFile file(Path folder, String name) {
    return new KeyFile(
        name,
        folder.resolve(name + ".asc"),
        Optional.of(folder.resolve(name + ".private.asc")),
        Optional.of(new SecretReference("environment", name)));
  }

  public static KeyFile publicOnly(Path folder, String name) {
    return new KeyFile(name, folder.resolve(name + ".asc"), Optional.empty(), Optional.empty());
  }

  public static void write(Path folder, String name, OpenPgpKeys.GeneratedKey key) {
    try {
      Files.writeString(folder.resolve(name + ".asc"), key.publicKey());
      Files.writeString(folder.resolve(name + ".private.asc"), key.privateKey());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
