package io.drillbook.assembly;

import io.drillbook.config.ServerReader;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.secret.SecretsByScheme;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose signature under an evidence pack is believed: public keys only, nothing is unlocked.
 *
 * @param signers names of the keys of the ring that count
 */
public record PackKeys(KeyRing ring, List<String> signers) {
  public PackKeys {
    signers = List.copyOf(signers);
  }

  /**
   * The keys in files, and those of a configuration that can sign.
   *
   * @throws Fault INPUT_INVALID where there is none
   */
  public static PackKeys of(List<Path> files, Optional<Path> config, Clock clock) {
    List<KeyFile> keys = new ArrayList<>();
    files.forEach(
        file -> keys.add(new KeyFile(file.toString(), file, Optional.empty(), Optional.empty())));
    config.ifPresent(
        folder ->
            new ServerReader(Drivers.known(folder))
                .require(folder).keys().values().stream()
                    .filter(KeyFile::signs)
                    .forEach(keys::add));
    if (keys.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to tell whose signature counts: 'no key was given'",
          "Give the signer's public key by --key, or --config with a drillbook.yaml that has it.");
    }
    return new PackKeys(
        KeyRing.open(keys, new SecretsByScheme(Map.of()), clock),
        keys.stream().map(KeyFile::name).toList());
  }
}
