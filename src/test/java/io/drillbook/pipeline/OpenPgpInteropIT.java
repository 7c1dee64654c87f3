package io.drillbook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPgpInteropIT {
  @TempDir static Path folder;
  private static Gpg gpg;

  @BeforeAll
  static void makeKeys() {
    gpg = new Gpg();
    gpg.makeKey(folder, "rsa", "rsa", "rsa3072", "never");
    gpg.makeKey(folder, "curve", "curve", "ed25519", "never");
    gpg.makeKey(folder, "short", "short", "ed25519", "seconds=3600");
    TestKeys.write(
        folder, "own", OpenPgpKeys.generate("own", "own".toCharArray(), Clock.systemUTC()));
    gpg.ok("--import", folder.resolve("own.asc").toString());
    gpg.ok("--passphrase", "own", "--import", folder.resolve("own.private.asc").toString());
  }

  @AfterAll
  static void endAgent() {
    gpg.close();
  }

  private static KeyRing ring(Clock clock, String... names) {
    return KeyRing.open(
        List.of(names).stream().map(name -> TestKeys.file(folder, name)).toList(),
        TestKeys.SECRETS,
        clock);
  }

  private static KeyRing ring(String... names) {
    return ring(Clock.systemUTC(), names);
  }

  private static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] seal(Recipients recipients, byte[] content) throws Exception {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (MemberWriter writer = MemberWriter.open("m", recipients, stored, n -> {})) {
      writer.write(content);
    }
    return stored.toByteArray();
  }

  private static Member memberOf(byte[] stored, byte[] content) {
    return new Member("s", "m", "raw", stored.length, sha(stored), content.length, sha(content));
  }

  private static String sha(byte[] bytes) {
    return HexFormat.of().formatHex(Tally.fast("SHA-256").digest(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa,0",
    "rsa,1",
    "curve,15",
    "curve,16",
    "curve,17",
    "own,65535",
    "own,65536",
    "rsa,262144",
    "own,262145",
    "curve,5000003"
  })
  void gpgAndZstdOpenOurMemberWithEachKey(String key, int size) throws Exception {
    byte[] content = content(size);
    Path file = folder.resolve("a-" + key + size + ".zst.pgp");
    Files.write(
        file,
        seal(ring("rsa", "curve", "own").recipients(List.of("rsa", "curve", "own")), content));
    Path plain = folder.resolve("a-" + key + size);

    Gpg.Ran ran =
        gpg.bash(
            folder,
            "gpg --batch --pinentry-mode loopback --passphrase "
                + key
                + " --try-secret-key "
                + key
                + " -d "
                + file
                + " | zstd -d > "
                + plain);

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(Files.readAllBytes(plain)).isEqualTo(content);
  }

  @Test
  void theContainerIsSeipdVersionOneWithTwoRecipientsAndNoCompression() throws Exception {
    Path file = folder.resolve("listed.pgp");
    Files.write(file, seal(ring("rsa", "own").recipients(List.of("rsa", "own")), content(99)));

    String packets = gpg.run("--passphrase", "own", "--list-packets", file.toString()).output();

    assertThat(packets.lines().filter(line -> line.startsWith(":pubkey enc packet"))).hasSize(2);
    assertThat(packets).contains("mdc_method: 2", ":literal data packet:");
    assertThat(packets).doesNotContain(":compressed packet:", ":aead encrypted packet:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "curve", "own"})
  void weOpenWhatGpgEncrypted(String key) throws Exception {
    byte[] content = content(1_000_003);
    Path plain = folder.resolve("b-" + key);
    Files.write(plain, content);
    Gpg.Ran ran =
        gpg.bash(
            folder,
            "zstd -q -f "
                + plain
                + " && gpg --batch --trust-model always -r "
                + key
                + (key.equals("own") ? "" : "@example.com")
                + " -o "
                + plain
                + ".pgp -e "
                + plain
                + ".zst");
    assertThat(ran.exit()).as(ran.output()).isZero();
    byte[] stored = Files.readAllBytes(Path.of(plain + ".pgp"));
    KeyRing ring = ring(key);
    MemberKeys keys = ring.openers(List.of(ring.fingerprint(key)));

    Member member = memberOf(stored, content);
    try (InputStream in =
        new EncryptedMembers(keys, m -> new java.io.ByteArrayInputStream(stored)).open(member)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "curve", "own"})
  void gpgAcceptsOurSignatureAndWeAcceptItsOwn(String key) throws Exception {
    byte[] text = "what is signed\n".getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("signed-" + key);
    Files.write(file, text);
    Files.write(Path.of(file + ".asc"), ring(key).signer(key).sign(text));

    assertThat(gpg.ok("--status-fd", "1", "--verify", file + ".asc", file.toString()))
        .contains("VALIDSIG")
        .contains(ring(key).fingerprint(key));
    gpg.ok(
        "--passphrase",
        key,
        "-u",
        ring(key).fingerprint(key),
        "--armor",
        "-o",
        file + ".g",
        "-b",
        file.toString());
    ring(key).verify(key, text, Files.readAllBytes(Path.of(file + ".g")));
  }

  @Test
  void aSignatureByAnotherKnownKeyIsNotTheExpectedOne() {
    byte[] text = {1, 2, 3};
    byte[] signature = ring("rsa").signer("rsa").sign(text);

    ring("rsa", "curve").verify("rsa", text, signature);
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        "expected key",
        () -> ring("rsa", "curve").verify("curve", text, signature));
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        "were changed",
        () -> ring("rsa").verify("rsa", new byte[] {1, 2}, signature));
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        "signature",
        () -> ring("rsa").verify("rsa", text, new byte[] {1, 2}));
    assertFault(
        FaultCode.SIGNATURE_INVALID,
        "signature",
        () -> ring("rsa").verify("rsa", text, new byte[0]));
  }

  @Test
  void anExpiredKeyNeitherEncryptsNorSignsButStillDecryptsAndVerifies() throws Exception {
    Clock now = Clock.systemUTC();
    Clock later = Clock.offset(now, Duration.ofHours(2));
    byte[] content = content(1000);
    byte[] stored = seal(ring("short", "rsa").recipients(List.of("short", "rsa")), content);
    byte[] signature = ring("short").signer("short").sign(content);

    KeyRing expired = ring(later, "short", "rsa");
    assertFault(
        FaultCode.KEY_MISSING, "'short'", () -> expired.recipients(List.of("short", "rsa")));
    assertFault(FaultCode.KEY_MISSING, "'short'", () -> expired.signer("short"));
    assertThatThrownBy(() -> expired.signer("short"))
        .extracting(e -> ((Fault) e).hint())
        .asString()
        .contains("expired at");
    expired.verify("short", content, signature);
    MemberKeys keys = expired.openers(List.of(expired.fingerprint("short")));
    try (InputStream in =
        new EncryptedMembers(keys, m -> new java.io.ByteArrayInputStream(stored))
            .open(memberOf(stored, content))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void aRevokedKeyIsNotUsed() throws Exception {
    gpg.makeKey(folder, "gone", "", "ed25519", "never");
    String fingerprint = gpg.fingerprint("gone@example.com");
    Path revocation = gpg.home().resolve("openpgp-revocs.d/" + fingerprint + ".rev");
    Files.writeString(
        revocation, Files.readString(revocation).replace(":-----BEGIN", "-----BEGIN"));
    gpg.ok("--import", revocation.toString());
    gpg.ok("--armor", "-o", folder.resolve("gone.asc").toString(), "--export", fingerprint);

    assertFault(
        FaultCode.KEY_MISSING,
        "'gone'",
        () -> ring("gone", "rsa").recipients(List.of("gone", "rsa")));
  }

  @Test
  void keyTroubleIsNamedWithItsRemedy() throws Exception {
    assertFault(FaultCode.KEY_MISSING, "'nobody'", () -> ring("rsa").fingerprint("nobody"));
    assertFault(FaultCode.KEY_MISSING, "absent.asc", () -> ring("absent").fingerprint("absent"));
    assertFault(FaultCode.INPUT_INVALID, "two", () -> ring("rsa").recipients(List.of("rsa")));
    assertFault(
        FaultCode.INPUT_INVALID, "two", () -> ring("rsa").recipients(List.of("rsa", "rsa")));
    Files.copy(folder.resolve("rsa.asc"), folder.resolve("wrong.asc"));
    Files.copy(folder.resolve("rsa.private.asc"), folder.resolve("wrong.private.asc"));
    assertFault(FaultCode.KEY_MISSING, "unlock", () -> ring("wrong").signer("wrong"));
    assertFault(
        FaultCode.KEY_MISSING,
        "unlock",
        () -> ring("wrong").openers(List.of(ring("wrong").fingerprint("wrong"))));
    Files.copy(folder.resolve("curve.asc"), folder.resolve("mixed.asc"));
    Files.copy(folder.resolve("rsa.private.asc"), folder.resolve("mixed.private.asc"));
    assertFault(FaultCode.KEY_MISSING, "mixed.private.asc", () -> ring("mixed").signer("mixed"));
    assertFault(FaultCode.KEY_MISSING, "recipients", () -> ring("rsa").openers(List.of("ABCD")));
    Files.writeString(folder.resolve("garbage.asc"), "not a key");
    assertFault(FaultCode.KEY_MISSING, "garbage.asc", () -> ring("garbage").fingerprint("garbage"));
  }

  private static void assertFault(FaultCode code, String text, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(Fault.class)
        .hasMessageContaining(text)
        .hasMessageStartingWith("unable to")
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(code);
  }
}
