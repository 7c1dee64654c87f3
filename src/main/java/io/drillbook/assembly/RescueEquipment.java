package io.drillbook.assembly;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is left after the loss of everything else.
 *
 * @param vaults words for vaults; names of configured ones where a configuration survived
 * @param vaultFiles files with one vault each
 * @param config a configuration folder that survived
 * @param signers files with public keys whose signatures count; or names of configured keys
 * @param keys files with private keys
 * @param passphraseFile holds the passphrase of the private keys
 */
public record RescueEquipment(
    List<String> vaults,
    List<Path> vaultFiles,
    Optional<Path> config,
    List<String> signers,
    List<Path> keys,
    Optional<Path> passphraseFile) {
  public RescueEquipment {
    vaults = List.copyOf(vaults);
    vaultFiles = List.copyOf(vaultFiles);
    signers = List.copyOf(signers);
    keys = List.copyOf(keys);
  }

  /** Asks a person for the passphrase of a key. */
  public interface Passphrases {
    /** The passphrase; empty where nobody can be asked. */
    Optional<char[]> ask(String key);
  }
}
