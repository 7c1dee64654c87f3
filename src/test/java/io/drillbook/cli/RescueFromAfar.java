package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import io.drillbook.config.VaultReader;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop comes back on a host where there is nothing but the address of a vault on another machine
 * and the keys. Each kind of such a vault has a subclass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RescueFromAfar {
  @TempDir Path home;
  private Path left;
  private EmptyHost host;

  /** Letters that tell this class's databases from those of others. */
  abstract String name();

  /** The vault in one word, and what must stand in the environment beside it. */
  abstract String word();

  abstract Map<String, String> environment();

  /** The vault's block as it stands in {@code drillbook.yaml}. */
  abstract String block();

  /** Makes the vault, empty. */
  abstract void makeVault(Path folder) throws IOException;

  @BeforeEach
  void startAnew() {
    for (String what : List.of("shop", "cart")) {
      TestBed.standby().sql("postgres", "drop database if exists " + back(what) + " with (force)");
    }
    host = new EmptyHost(home, environment());
  }

  @BeforeAll
  void backUp(@TempDir Path folder) throws IOException {
    left = folder;
    makeVault(left);
    secret("passphrase", RescueBed.PASSPHRASE);
    secret("admin", PostgresCluster.PASSWORD);
    Files.writeString(left.resolve("vault.yaml"), block());
    RescueBed.fill(lost("shop"), lost("cart"));
    new RescueBed(left).backUp(vault(), lost("shop"), lost("cart"));
  }

  /** The vault as the product itself opens it out of its block. */
  private Vault vault() {
    Drivers drivers =
        Drivers.all(reference -> Secret.of(environment().get(reference.name())), left);
    VaultConfiguration read = new VaultReader(drivers.kinds()).file(left.resolve("vault.yaml"));
    return drivers.vaults().stream()
        .filter(driver -> driver.kind().equals(read.kind()))
        .findFirst()
        .orElseThrow()
        .open("afar", read.settings());
  }

  private void secret(String name, String text) throws IOException {
    Files.writeString(left.resolve(name), text);
    Files.setPosixFilePermissions(left.resolve(name), PosixFilePermissions.fromString("rw-------"));
  }

  private String lost(String what) {
    return name() + "_lost_" + what;
  }

  private String back(String what) {
    return name() + "_back_" + what;
  }

  private List<String> restore(String... more) {
    List<String> words = new ArrayList<>(List.of("rescue", "restore", "--system", "shop"));
    words.addAll(List.of(more));
    for (String source : List.of("db", "cart")) {
      String database = back(source.equals("db") ? "shop" : source);
      words.add("--target");
      words.add(
          "%s=url:%s,username:%s,password:${file:%s/admin}"
              .formatted(source, TestBed.standby().url(database), PostgresCluster.SUPERUSER, left));
    }
    return words;
  }

  private void assertBack(EmptyHost.Ran restored) {
    assertThat(restored.exit()).as(restored.said()).isZero();
    for (String what : List.of("shop", "cart")) {
      assertThat(TestBed.standby().digests(back(what)))
          .isEqualTo(TestBed.production().digests(lost(what)));
    }
    assertThat(restored.said())
        .contains("Restored.")
        .doesNotContain(RescueBed.PASSPHRASE, PostgresCluster.PASSWORD);
    assertThat(host.kept()).as("left on the host").isEmpty();
  }

  @Test
  void aVaultInOneWordIsListedVerifiedAndRestored() {
    String signer = left + "/signer.asc";
    EmptyHost.Ran listed = host.run(List.of("rescue", "list", "--vault", word()));
    assertThat(listed.exit()).as(listed.said()).isZero();
    assertThat(listed.said()).contains(Bench.POINT, "signature not checked");
    EmptyHost.Ran verified =
        host.run(
            List.of("rescue", "verify", "--vault", word(), "--system", "shop", "--signer", signer));
    assertThat(verified.exit()).as(verified.said()).isZero();
    assertThat(verified.said()).contains("shop/" + Bench.POINT, "good  ");

    assertBack(
        host.run(
            restore(
                "--vault",
                word(),
                "--signer",
                signer,
                "--key",
                left + "/ops.private.asc",
                "--passphrase-file",
                left + "/passphrase")));
  }

  @Test
  void aVaultInAFileIsRestoredWithThePassphraseTypedAtTheTerminal() {
    EmptyHost.Ran restored =
        host.runAtTerminal(
            restore(
                "--vault-file", left + "/vault.yaml",
                "--signer", left + "/signer.asc",
                "--key", left + "/ops.private.asc"),
            "Passphrase of ",
            RescueBed.PASSPHRASE);

    assertThat(restored.said()).contains("Passphrase of " + left + "/ops.private.asc");
    assertBack(restored);
  }

  @Test
  void aConfigurationThatSurvivedNamesVaultAndKeys() throws IOException {
    Path config = Files.createDirectory(left.resolve("config"));
    Files.writeString(
        config.resolve("drillbook.yaml"),
        """
        database: { url: "jdbc:h2:file:./var/engine" }
        vaults:
          afar:
        %s
        keys:
          ops: { public: %2$s/ops.asc, private: %2$s/ops.private.asc, passphrase: "${file:%2$s/passphrase}" }
          escrow: { public: %2$s/escrow.asc }
          signer: { public: %2$s/signer.asc }
        """
            .formatted(block().indent(4).stripTrailing(), left));

    assertBack(host.run(restore("--config", config.toString(), "--signer", "signer")));
  }
}
