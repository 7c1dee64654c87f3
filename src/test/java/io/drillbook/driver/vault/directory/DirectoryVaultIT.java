package io.drillbook.driver.vault.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.VaultDriverContract;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryVaultIT extends VaultDriverContract {
  @TempDir Path folder;
  private Vault vault;

  @BeforeEach
  void open() {
    vault = open(folder);
  }

  @Override
  protected Vault vault() {
    return vault;
  }

  @Override
  protected Vault sameVaultAgain() {
    return open(folder);
  }

  @Override
  protected Vault unreachableVault() {
    return open(folder.resolve("not-mounted"));
  }

  private static Vault open(Path path) {
    return new DirectoryVaultDriver()
        .open("primary", new Settings(Map.of("path", path.toString())));
  }

  @Test
  void onlyTheOwnerMayReadWhatIsStored() throws IOException {
    put(vault, "a/b/c", new byte[1]);
    assertThat(rights("a/b/c")).isEqualTo("rw-------");
    assertThat(rights("a/b")).isEqualTo("rwx------");
    assertThat(rights("a")).isEqualTo("rwx------");
  }

  private String rights(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  @Test
  void aDeadProcessLeavesOnlyAHiddenFileThatIsDiscarded() throws IOException {
    VaultUpload dead = vault.create("a/b/c");
    dead.write(new byte[10]);
    assertThat(files()).singleElement().asString().endsWith(".part");

    sameVaultAgain().discardUploads("a/b/");

    assertThat(files()).isEmpty();
  }

  @Test
  void linksInTheFolderAreNotFollowedOrListed() throws IOException {
    put(vault, "a/b", new byte[1]);
    Files.createSymbolicLink(folder.resolve("a/evil"), Path.of("/etc/hostname"));
    assertThat(vault.list("").stream().map(Vault.Entry::key)).containsExactly("a/b");
    assertThat(vault.exists("a/evil")).isFalse();
    assertFault(FaultCode.POINT_UNKNOWN, () -> vault.read("a/evil"));
  }

  @Test
  void aFullDiskIsNamedAndLeavesNothing() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount.toString()) == 0,
        "a tmpfs cannot be mounted here: needs root");
    try {
      Vault small = open(mount);
      put(small, "good/p/x", new byte[10_000]);
      assertFault(FaultCode.DISK_FULL, () -> put(small, "shop/p/db", new byte[1_000_000]));
      assertThat(small.list("").stream().map(Vault.Entry::key)).containsExactly("good/p/x");
      put(small, "shop/p/db", new byte[100_000]);
      assertThat(get(small, "shop/p/db")).hasSize(100_000);
    } finally {
      run("umount", mount.toString());
    }
  }

  @Test
  void aReadOnlyDiskIsUnreachableNotEmpty() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("frozen"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=256k,ro", "tmpfs", mount.toString()) == 0,
        "a tmpfs cannot be mounted here: needs root");
    try {
      assertFault(FaultCode.VAULT_UNREACHABLE, () -> open(mount).create("a/b"));
    } finally {
      run("umount", mount.toString());
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
