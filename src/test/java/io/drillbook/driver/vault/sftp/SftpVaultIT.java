package io.drillbook.driver.vault.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.driver.vault.VaultDriverContract;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.store.EvidenceInVault;
import io.drillbook.testbed.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpVaultIT extends VaultDriverContract {
  private static Sshd server;

  @TempDir Path folder;
  private Vault vault;

  @BeforeAll
  static void startServer() {
    server = Sshd.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() {
    vault = sameVaultAgain();
  }

  @Override
  protected Vault vault() {
    return vault;
  }

  @Override
  protected Vault sameVaultAgain() {
    return Sftp.at(server, folder).open();
  }

  @Override
  protected Vault unreachableVault() {
    return Sftp.at(server, folder.resolve("not-mounted")).open();
  }

  @Test
  void aDeadServerIsUnreachable() {
    Vault dead = Sftp.at(server, folder).with("port", 1L).open();
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> dead.exists("a/b"));
    assertFault(FaultCode.VAULT_UNREACHABLE, dead::probe);
  }

  @Test
  void aServerWithAnotherKeyIsRefusedBeforeAnythingIsTold() throws IOException {
    Sftp wrong =
        Sftp.at(server, folder).with("known-hosts", server.knownHosts(false, server.port()));
    assertFault(FaultCode.CREDENTIALS_REFUSED, () -> wrong.open().list(""));
  }

  @Test
  void anUnknownServerIsRefusedAndNotLearnt() throws IOException {
    Path other = server.knownHosts(true, 1);
    String before = Files.readString(other);
    Sftp unknown = Sftp.at(server, folder).with("known-hosts", other);
    assertFault(FaultCode.CREDENTIALS_REFUSED, () -> unknown.open().list(""));
    assertThat(Files.readString(other)).isEqualTo(before);
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsRefused() {
    Sftp stranger = Sftp.at(server, folder).with("identity-file", server.stranger());
    assertFault(FaultCode.CREDENTIALS_REFUSED, () -> stranger.open().create("a/b"));
  }

  @Test
  void missingKeyFilesAreNamed() {
    Sftp none = Sftp.at(server, folder).with("identity-file", folder.resolve("none"));
    assertFault(FaultCode.INPUT_INVALID, () -> none.open().list(""));
    Sftp nobody = Sftp.at(server, folder).with("known-hosts", folder.resolve("none"));
    assertFault(FaultCode.INPUT_INVALID, () -> nobody.open().list(""));
  }

  @Test
  void aPassphraseOpensTheKeyAndAWrongOneIsNamed() throws IOException {
    Path encrypted = server.encryptedIdentity("open sesame");
    Sftp right = Sftp.at(server, folder).with("identity-file", encrypted).passphrase("open sesame");
    assertThat(right.open().list("")).isEmpty();
    Sftp wrong = Sftp.at(server, folder).with("identity-file", encrypted).passphrase("abracadabra");
    assertFault(FaultCode.KEY_MISSING, () -> wrong.open().list(""));
  }

  @Test
  void aDeadProcessLeavesOnlyAHiddenFileThatIsDiscarded() throws IOException {
    VaultUpload dead = vault.create("a/b/c");
    dead.write(new byte[10]);
    assertThat(files()).singleElement().asString().endsWith(".part");

    sameVaultAgain().discardUploads("a/b/");

    assertThat(files()).isEmpty();
    assertThat(folder.resolve("a")).doesNotExist();
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
  void aReaderThatStopsEarlyDisturbsNobody() throws IOException {
    put(vault, "a/b", new byte[5_000_000]);
    for (int i = 0; i < 20; i++) {
      try (var in = vault.read("a/b")) {
        assertThat(in.read()).isZero();
      }
    }
    assertThat(get(vault, "a/b")).hasSize(5_000_000);
  }

  @Test
  void anchorsAndPapersAreKeptAndBelieved(@TempDir Path home) throws IOException {
    StringBuilder yaml = new StringBuilder("kind: sftp\n");
    Sftp.at(server, folder)
        .settings()
        .forEach((key, value) -> yaml.append(key + ": " + value + "\n"));
    Path file = Files.writeString(home.resolve("vault.yaml"), yaml);
    EvidenceInVault evidence = new EvidenceInVault(home, vault, file);
    evidence.anchorsAreKeptAndBelieved();
    evidence.papersAreKeptAndForgedOnesAreNot();
  }

  @Test
  void theTrialSaysWhatAServerOfFilesCannotDo() {
    Map<Ability, ?> answers = vault.probe().answers();
    assertThat(answers).hasSize(Ability.values().length);
    assertThat(vault.probe().has(Ability.OBJECT_LOCK)).isFalse();
    assertThat(vault.probe().has(Ability.VERSIONING)).isFalse();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
