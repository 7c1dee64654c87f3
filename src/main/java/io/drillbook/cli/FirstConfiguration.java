package io.drillbook.cli;

import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.OpenPgpKeys.GeneratedKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A working configuration: three keys, a directory vault, one commented plan. */
final class FirstConfiguration {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final Clock clock;

  FirstConfiguration(Path folder, Clock clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.clock = clock;
  }

  void write() {
    refuseSecond();
    try {
      Files.createDirectories(folder.resolve("plans"));
      Files.createDirectories(folder.resolveSibling("var"));
      Files.createDirectories(folder.resolveSibling("var").resolve("vault"));
      Files.createDirectory(folder.resolve("keys"), PRIVATE_FOLDER);
      for (String name : List.of("ops", "escrow", "signer")) {
        key(name);
      }
      text("drillbook.yaml");
      text("plans/shop.yaml");
    } catch (IOException e) {
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to write the configuration: '" + folder + "'",
          "Check that the folder may be written and the disk has room.",
          e);
    }
  }

  // A key that is overwritten takes every recovery point that it opens with it.
  private void refuseSecond() {
    for (String name : List.of("drillbook.yaml", "keys", "plans/shop.yaml")) {
      if (Files.exists(folder.resolve(name))) {
        throw new CliFailure(
            ExitCodes.USAGE,
            "unable to make a configuration where one is: '" + folder.resolve(name) + "'",
            "Choose another folder with --config; nothing was changed.");
      }
    }
  }

  private void key(String name) throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String passphrase = HexFormat.of().formatHex(random);
    GeneratedKey key = OpenPgpKeys.generate("Drillbook " + name, passphrase.toCharArray(), clock);
    Path keys = folder.resolve("keys");
    Files.writeString(keys.resolve(name + ".asc"), key.publicKey(), StandardOpenOption.CREATE_NEW);
    secret(keys.resolve(name + ".private.asc"), key.privateKey());
    secret(keys.resolve(name + ".passphrase"), passphrase + "\n");
  }

  private static void secret(Path file, String text) throws IOException {
    Files.createFile(file, PRIVATE_FILE);
    Files.writeString(file, text);
  }

  private void text(String name) throws IOException {
    try (InputStream in = FirstConfiguration.class.getResourceAsStream("/init/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          folder.resolve(name),
          text.replace("@config@", folder.toString())
              .replace("@var@", folder.resolveSibling("var").toString()),
          StandardOpenOption.CREATE_NEW);
    }
  }
}
