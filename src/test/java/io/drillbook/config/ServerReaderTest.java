package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.domain.system.ServerConfiguration;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerReaderTest {
  @TempDir Path temp;
  private Path folder;
  private ConfigurationFolder configuration;

  @BeforeEach
  void copyTheExample() {
    folder = temp.resolve("config");
    configuration = new ConfigurationFolder(folder);
  }

  private ServerReading read() {
    return new ServerReader(ConfigurationFolder.KINDS).read(folder);
  }

  private List<String> findings(String text, String replacement) {
    String example = ConfigurationFolder.example("drillbook");
    assertThat(example).contains(text);
    configuration.write("drillbook.yaml", example.replace(text, replacement));
    return read().findings().stream().map(it -> it.toString().replace(folder + "/", "")).toList();
  }

  @Test
  void theExampleOfTheContractIsAConfiguration() {
    assertThat(read().findings()).isEmpty();
    ServerConfiguration server = read().configuration().orElseThrow();
    assertThat(server.server().port()).isEqualTo(8080);
    assertThat(server.server().linkBase()).hasToString("http://127.0.0.1:8080");
    assertThat(server.database().url()).isEqualTo("jdbc:h2:file:" + temp + "/var/engine");
    assertThat(server.firstLoginFile()).isEqualTo(temp.resolve("var/first-login.txt"));
    assertThat(server.stateFolder()).isEqualTo(temp.resolve("var"));
    assertThat(server.vaults().get("offsite").settings().text("ca-file"))
        .isEqualTo(folder + "/ca.pem");
    assertThat(server.vaults().get("offsite").site()).contains("oslo");
    assertThat(server.vaults().get("cold").settings().text("path")).isEqualTo("/dr");
    assertThat(server.keys().get("ops").publicKey()).isEqualTo(folder.resolve("keys/ops.asc"));
    assertThat(server.keys().get("ops").passphrase())
        .contains(new SecretReference("environment", "OPS_KEY_PASSPHRASE"));
    assertThat(server.keys().get("escrow").privateKey()).isEmpty();
    assertThat(server.mail().orElseThrow().port()).isEqualTo(1025);
    assertThat(read().around().signers()).containsExactlyInAnyOrder("ops", "signer");
  }

  @Test
  void httpsIsOneSetting() {
    assertThat(findings("port: 8080 }", "port: 8443, tls: { self-signed: true } }")).isEmpty();
    ServerConfiguration server = read().configuration().orElseThrow();
    assertThat(server.server().tls().orElseThrow().selfSigned()).isTrue();
    assertThat(server.server().linkBase()).hasToString("https://127.0.0.1:8443");
    assertThat(findings("port: 8080 }", "port: 8443, tls: { certificate: keys/ops.asc } }"))
        .singleElement()
        .asString()
        .startsWith("drillbook.yaml:2:45: unable to tell which certificate to use: 'tls'.");
  }

  @Test
  void unknownKeysAndLiteralSecretsAreRefused() {
    assertThat(findings("address:", "adress:"))
        .containsExactly(
            "drillbook.yaml:2:13: unable to use the key: 'adress'. Expected one of [address, port,"
                + " tls, public-url]. Did you mean 'address'?");
    assertThat(findings("\"${S3_SECRET_KEY}\"", "hunter2"))
        .singleElement()
        .asString()
        .startsWith("drillbook.yaml:6:")
        .contains("'secret-key'", "a literal secret is refused")
        .doesNotContain("hunter2");
    assertThat(findings("port: 8080", "port: 80800"))
        .singleElement()
        .asString()
        .contains("'port: 80800'", "a port from 0 to 65535");
  }

  @Test
  void keyFilesThatAreNotThereAreNamed() {
    assertThat(findings("keys/escrow.asc", "keys/lost.asc"))
        .singleElement()
        .asString()
        .contains("unable to read the file: '", "keys/lost.asc'");
  }

  @Test
  void aKeySignsByFileSecretOrCommandButOnlyInOneWay() {
    String signer = "private: keys/signer.private.asc, passphrase: \"${SIGNER_PASSPHRASE}\"";
    String print = "0123 4567 89ab cdef 0123 4567 89AB CDEF 0123 4567";
    assertThat(
            findings(
                signer,
                "sign-command: [gpg, --batch, --detach-sign], fingerprint: \"" + print + "\""))
        .isEmpty();
    KeyFile key = read().configuration().orElseThrow().keys().get("signer");
    assertThat(key.signCommand().orElseThrow().words())
        .containsExactly("gpg", "--batch", "--detach-sign");
    assertThat(key.pinned()).contains("0123456789ABCDEF0123456789ABCDEF01234567");
    assertThat(key.opens()).isFalse();
    assertThat(read().around().signers()).containsExactlyInAnyOrder("ops", "signer");
    assertThat(findings(signer, "private-secret: \"${SIGNER_KEY}\"")).isEmpty();
    assertThat(findings(signer, "private-secret: -----BEGIN"))
        .singleElement()
        .asString()
        .contains("a literal secret is refused")
        .doesNotContain("BEGIN");
    assertThat(findings(signer, "private-secret: \"${SIGNER_KEY}\", sign-command: [sign]"))
        .singleElement()
        .asString()
        .contains("unable to tell how the key signs", "one of them only");
    assertThat(findings(signer, "sign-command: [sign, \"${TOKEN}\"]"))
        .singleElement()
        .asString()
        .contains("a text without a secret in it");
  }

  @Test
  void aFolderWithoutTheFileIsRefusedWithAHint() {
    assertThatThrownBy(() -> new ServerReader(ConfigurationFolder.KINDS).require(temp))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("unable to use the configuration: '" + temp + "/drillbook.yaml'")
        .hasMessageContaining("drillbook.yaml:1:1: unable to read the file");
  }
}
