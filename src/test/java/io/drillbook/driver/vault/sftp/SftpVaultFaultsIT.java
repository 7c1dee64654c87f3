package io.drillbook.driver.vault.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.testbed.LongLine;
import io.drillbook.testbed.Sshd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpVaultFaultsIT {
  private static final byte[] BLOCK = new byte[1 << 20];

  @TempDir Path folder;

  @Test
  void aConnectionThatDiesMidUploadLeavesNothingVisibleAndTheNextTryWorks() throws IOException {
    try (Sshd server = Sshd.start()) {
      Vault vault = Sftp.at(server, folder).open();
      VaultUpload upload = vault.create("shop/p/db");
      upload.write(BLOCK);
      upload.flush();
      server.killConnections();

      assertFault(
          FaultCode.VAULT_UNREACHABLE,
          () -> {
            for (int i = 0; i < 64; i++) {
              upload.write(BLOCK);
            }
            upload.commit();
          });
      upload.close();

      assertThat(vault.list("")).isEmpty();
      vault.discardUploads("shop/p/");
      try (VaultUpload again = vault.create("shop/p/db")) {
        again.write(BLOCK);
        again.commit();
      }
      assertThat(vault.list("")).hasSize(1);
    }
  }

  @Test
  void aConnectionThatDiesWhileReadingIsAFaultAndNeverAnEnd() throws IOException {
    try (Sshd server = Sshd.start()) {
      Vault vault = Sftp.at(server, folder).open();
      put(vault, "shop/p/db", 64);
      try (InputStream in = vault.read("shop/p/db")) {
        assertThat(in.read()).isZero();
        server.killConnections();
        assertFault(FaultCode.VAULT_UNREACHABLE, in::readAllBytes);
      }
    }
  }

  @Test
  void aServerThatWentAwayIsUnreachableUntilItIsBack() throws IOException {
    try (Sshd server = Sshd.start()) {
      Vault vault = Sftp.at(server, folder).open();
      put(vault, "shop/p/db", 1);
      server.kill();
      assertFault(FaultCode.VAULT_UNREACHABLE, () -> vault.exists("shop/p/db"));
      assertFault(FaultCode.VAULT_UNREACHABLE, () -> vault.create("shop/p/x"));

      server.begin();
      assertThat(vault.exists("shop/p/db")).isTrue();
    }
  }

  @Test
  void aFullDiskIsNamedAndLeavesNothing() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount.toString()) == 0,
        "a tmpfs cannot be mounted here: needs root");
    try (Sshd server = Sshd.start()) {
      Vault small = Sftp.at(server, mount).open();
      put(small, "good/p/x", 1);
      assertFault(FaultCode.DISK_FULL, () -> put(small, "shop/p/db", 8));
      assertThat(small.list("").stream().map(Vault.Entry::key)).containsExactly("good/p/x");
      put(small, "shop/p/db", 2);
    } finally {
      run("umount", mount.toString());
    }
  }

  @Test
  void aServerWithoutHardLinksIsUsedWhereItsRenameRefusesANameInUse() throws IOException {
    try (Sshd server = Sshd.start("-P hardlink")) {
      Vault vault = Sftp.at(server, folder).open();
      assertThat(vault.probe().has(Ability.CONDITIONAL_CREATE)).isTrue();
      VaultUpload first = vault.create("a/b");
      VaultUpload second = vault.create("a/b");
      first.write(1);
      first.commit();
      second.write(2);
      assertFault(FaultCode.OBJECT_EXISTS, second::commit);
      assertThat(vault.read("a/b").readAllBytes()).containsExactly(1);
      assertThat(folder.resolve("a").toFile().list()).containsExactly("b");
    }
  }

  @Test
  void aServerWhoseRenameReplacesIsNeverWrittenTo() throws IOException {
    try (Sshd keys = Sshd.start();
        FaultyServer server = new FaultyServer(folder, keys, new FaultyServer.Replacing())) {
      Vault vault = server.vault();
      assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(vault, "a/b", 1));
      assertFault(FaultCode.VAULT_UNREACHABLE, vault::probe);
      assertThat(vault.list("")).isEmpty();
    }
  }

  @Test
  void aLongLineIsFilledRatherThanWaitedFor() throws IOException {
    try (Sshd server = Sshd.start();
        LongLine line = new LongLine(server.port(), Duration.ofMillis(25))) {
      Vault vault =
          Sftp.at(server, folder)
              .with("port", (long) line.port())
              .with("known-hosts", server.knownHosts(true, line.port()))
              .open();
      vault.list("");
      // One request of 32 KiB after the other would take 26 s each way.
      long began = System.nanoTime();
      put(vault, "shop/p/db", 16);
      Duration written = Duration.ofNanos(System.nanoTime() - began);
      began = System.nanoTime();
      try (InputStream in = vault.read("shop/p/db")) {
        assertThat(in.readAllBytes()).hasSize(16 * BLOCK.length);
      }
      Duration read = Duration.ofNanos(System.nanoTime() - began);
      assertThat(written).isLessThan(Duration.ofSeconds(10));
      assertThat(read).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void whatAServerLostIsNeverGivenAName() throws IOException {
    try (Sshd keys = Sshd.start();
        FaultyServer server = new FaultyServer(folder, keys, new FaultyServer.Losing())) {
      Vault vault = server.vault();
      assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(vault, "a/b", 1));
      assertThat(vault.list("")).isEmpty();
    }
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
    try (Sshd server = Sshd.start("-R")) {
      assertFault(FaultCode.PERMISSION_DENIED, () -> Sftp.at(server, folder).open().create("a/b"));
    }
  }

  private static void put(Vault vault, String key, int megabytes) {
    try (VaultUpload upload = vault.create(key)) {
      for (int i = 0; i < megabytes; i++) {
        upload.write(BLOCK);
      }
      upload.commit();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertFault(
      FaultCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("unable to")
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(code);
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
