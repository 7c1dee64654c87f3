package io.drillbook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.domain.system.SignCommand;
import io.drillbook.spi.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningWaysIT {
  private static final byte[] TEXT = "what is signed\n".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static Gpg gpg;

  @BeforeAll
  static void makeKeys() {
    gpg = new Gpg();
    gpg.makeKey(folder, "signer", "", "ed25519", "never");
    gpg.makeKey(folder, "other", "", "ed25519", "never");
    gpg.makeKey(folder, "short", "", "rsa3072", "seconds=3600");
  }

  @AfterAll
  static void endAgent() {
    gpg.close();
  }

  private static KeyFile key(
      Optional<SecretReference> privateSecret, List<String> command, Optional<String> pinned) {
    return new KeyFile(
        "signer",
        folder.resolve("signer.asc"),
        Optional.empty(),
        Optional.empty(),
        privateSecret,
        command.isEmpty() ? Optional.empty() : Optional.of(new SignCommand(command, folder)),
        pinned);
  }

  private static KeyRing ring(KeyFile key) {
    return KeyRing.open(
        List.of(key),
        reference -> {
          try {
            return Secret.of(Files.readString(folder.resolve(reference.name())));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Clock.systemUTC());
  }

  private static KeyRing byCommand(String... words) {
    return ring(key(Optional.empty(), List.of(words), Optional.empty()));
  }

  private static KeyRing bySecret(String file) {
    SecretReference reference = new SecretReference("environment", file);
    return ring(key(Optional.of(reference), List.of(), Optional.empty()));
  }

  private static KeyRing byGpg(String user) {
    return byCommand(
        "gpg",
        "--homedir",
        gpg.home().toString(),
        "--batch",
        "--local-user",
        gpg.fingerprint(user),
        "--armor",
        "--detach-sign");
  }

  @Test
  void aProgramSigns() {
    KeyRing ring = byGpg("signer@example.com");
    SigningKey signer = ring.signer("signer");

    ring.verify("signer", TEXT, signer.sign(TEXT));
    assertThat(signer.fingerprint()).isEqualTo(gpg.fingerprint("signer@example.com"));
    assertThat(ring.opens("signer")).isFalse();
  }

  @Test
  void aProgramThatSignsWithAnotherKeyIsNotBelieved() {
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        "expected key",
        () -> byGpg("other@example.com").signer("signer").sign(TEXT));
  }

  @Test
  void aProgramThatFailsOrWritesSomethingElseDoesNotSign() throws IOException {
    Path good = folder.resolve("good.asc");
    Files.write(good, byGpg("signer@example.com").signer("signer").sign(TEXT));
    byCommand("cat", good.toString()).signer("signer").sign(TEXT);
    assertFault(
        FaultCode.COMMAND_FAILED,
        "sign-command",
        () -> byCommand("bash", "-c", "cat " + good + "; exit 3").signer("signer").sign(TEXT));
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        "signature",
        () -> byCommand("cat").signer("signer").sign(TEXT));
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        "were changed",
        () -> byCommand("cat", good.toString()).signer("signer").sign(new byte[] {1}));
    assertFault(
        FaultCode.TOOL_MISSING,
        "'/no/such'",
        () -> byCommand("/no/such").signer("signer").sign(TEXT));
  }

  @Test
  void aProgramThatNeverEndsIsKilledAtTheLimit() {
    SignCommand command = new SignCommand(List.of("sleep", "600"), folder);
    CommandSigner signer =
        new CommandSigner(
            "signer",
            command,
            Duration.ofSeconds(1),
            new KeyFileReader(key(Optional.empty(), List.of(), Optional.empty())).certificate());
    assertThatThrownBy(() -> signer.sign(TEXT))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.hint()).contains("still ran"));
  }

  @Test
  void aPrivateKeyOutOfASecretSignsAndAMangledOneIsNamedWithoutItsText() throws IOException {
    KeyRing ring = bySecret("signer.private.asc");
    ring.verify("signer", TEXT, ring.signer("signer").sign(TEXT));
    assertThat(ring.opens("signer")).isTrue();

    String half = Files.readString(folder.resolve("signer.private.asc")).substring(0, 200);
    Files.writeString(folder.resolve("HALF"), half);
    assertThatThrownBy(() -> bySecret("HALF").signer("signer"))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.KEY_MISSING);
              assertThat(fault.getMessage() + fault.hint()).contains("${HALF}");
              assertThat(fault.getCause()).isNull();
            });
    assertFault(
        FaultCode.KEY_MISSING, "private key", () -> bySecret("other.private.asc").signer("signer"));
  }

  @Test
  void aPublicFileThatIsNotThePinnedKeyIsRefused() {
    String right = gpg.fingerprint("signer@example.com");
    String wrong = gpg.fingerprint("other@example.com");
    assertThat(ring(key(Optional.empty(), List.of(), Optional.of(right))).fingerprint("signer"))
        .isEqualTo(right);
    assertFault(
        FaultCode.KEY_MISSING,
        "pinned",
        () -> ring(key(Optional.empty(), List.of(), Optional.of(wrong))).fingerprint("signer"));
  }

  @Test
  void theFactsOfAKeyAreTheSameAsGpgTellsAlsoAfterItExpired() {
    KeyRing now =
        KeyRing.open(
            List.of(TestKeys.publicOnly(folder, "short")), TestKeys.SECRETS, Clock.systemUTC());
    KeyRing later =
        KeyRing.open(
            List.of(TestKeys.publicOnly(folder, "short")),
            TestKeys.SECRETS,
            Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
    var facts = now.facts("short", KeyUse.ENCRYPT);
    String listing = gpg.ok("--with-colons", "--list-keys", "short@example.com");

    assertThat(listing)
        .contains("fpr:::::::::" + facts.subkey())
        .contains(":" + facts.created().getEpochSecond() + ":")
        .contains(":" + facts.expires().orElseThrow().getEpochSecond() + ":");
    assertThat(facts.fingerprint()).isEqualTo(gpg.fingerprint("short@example.com"));
    assertThat(facts.subkey()).isNotEqualTo(facts.fingerprint());
    assertThat(facts.algorithm()).isEqualTo("rsa3072");
    assertThat(facts.userId()).isEqualTo("short@example.com");
    assertThat(later.facts("short", KeyUse.ENCRYPT)).isEqualTo(facts);
    assertThat(later.facts("short", KeyUse.SIGN).subkey()).isEqualTo(facts.fingerprint());
  }

  private static void assertFault(FaultCode code, String text, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(Fault.class)
        .hasMessageContaining(text)
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(code);
  }
}
