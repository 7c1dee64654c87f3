package io.drillbook.pipeline.evidence;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where anchors are read from: a vault, or a folder that somebody copied out of one. */
public interface AnchorFiles {
  /** Names of the anchors, in their order within each chain. */
  List<String> names();

  /** The bytes of a file; empty where it is not there. */
  Optional<byte[]> read(String name);

  /** The anchors of a vault. */
  static AnchorFiles of(Vault vault) {
    return new InVault(vault);
  }

  /**
   * The anchors in a folder, or in the folder of them inside it.
   *
   * @throws Fault INPUT_INVALID where there is no such folder
   */
  static AnchorFiles of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the anchors: '" + folder + "'",
          "Give the folder '" + Anchor.FOLDER + "' of a vault, or a copy of it.");
    }
    Path inside = folder.resolve(Anchor.FOLDER);
    return new InFolder(Files.isDirectory(inside) ? inside : folder);
  }

  /** Those of a vault. */
  record InVault(Vault vault) implements AnchorFiles {
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    @Override
    public List<String> names() {
      return vault.list(Anchor.FOLDER).stream()
          .map(Vault.Entry::key)
          .filter(key -> key.endsWith(".json"))
          .sorted()
          .toList();
    }

    @Override
    public Optional<byte[]> read(String name) {
      if (!vault.exists(name)) {
        return Optional.empty();
      }
      try (InputStream in = vault.read(name)) {
        return Optional.of(in.readNBytes(MOST_BYTES));
      } catch (IOException e) {
        throw new Fault(
            FaultCode.VAULT_UNREACHABLE,
            "unable to read from the vault '" + vault.name() + "': '" + name + "'",
            "Check that the vault answers.",
            e);
      }
    }
  }

  /** Those of a folder. */
  record InFolder(Path folder) implements AnchorFiles {
    @Override
    public List<String> names() {
      try (Stream<Path> all = Files.walk(folder)) {
        return all.filter(Files::isRegularFile)
            .map(file -> folder.relativize(file).toString())
            .filter(name -> name.endsWith(".json"))
            .sorted()
            .toList();
      } catch (IOException e) {
        throw unreadable(folder, e);
      }
    }

    @Override
    public Optional<byte[]> read(String name) {
      Path file = folder.resolve(name);
      try {
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    private static Fault unreadable(Path file, IOException cause) {
      return new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read: '" + file + "'",
          "Check that you may read it: " + cause.getMessage(),
          cause);
    }
  }
}
