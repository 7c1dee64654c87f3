package io.drillbook.cli;

import io.drillbook.assembly.Rescue;
import io.drillbook.assembly.RescueEquipment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a rescue looks, and whom it trusts. */
final class RescueOptions {
  @Option(
      names = "--vault",
      paramLabel = "VAULT",
      description = {
        "A folder, or kind://user@host:port/path?setting=value; may be given again for more copies.",
        "Secrets come from environment variables such as S3_ACCESS_KEY and S3_SECRET_KEY."
      })
  List<String> vaults = new ArrayList<>();

  @Option(
      names = "--vault-file",
      paramLabel = "FILE",
      description = "A YAML file with one vault, as under 'vaults' in drillbook.yaml.")
  List<Path> vaultFiles = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "A configuration folder that survived: its vaults and keys are used.")
  Path config;

  Rescue open(List<String> signers, List<Path> keys, Path passphraseFile) {
    return Rescue.open(
        new RescueEquipment(
            vaults,
            vaultFiles,
            Optional.ofNullable(config),
            signers,
            keys,
            Optional.ofNullable(passphraseFile)),
        key -> Terminal.secret("Passphrase of " + key + ": "),
        Clock.systemUTC());
  }
}
