package io.drillbook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.Member;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same as {@link OpenPgpInteropIT} with GnuPG 2.4: keys made by it (RSA and Curve25519) and by
 * us, encryption and signatures both ways.
 */
@Tag("long")
class NewerGnupgInteropIT {
  private static final byte[] CONTENT = new byte[300_007];

  @TempDir static Path folder;
  private static Gpg gpg;

  @BeforeAll
  static void makeKeys() {
    gpg = new Gpg(NewerGnupg.programs());
    new Random(24).nextBytes(CONTENT);
    gpg.makeKey(folder, "rsa", "rsa", "rsa3072", "never");
    gpg.makeKey(folder, "curve", "curve", "ed25519", "never");
    TestKeys.write(
        folder,
        "own",
        OpenPgpKeys.generate("own@example.com", "own".toCharArray(), Clock.systemUTC()));
    gpg.ok("--import", folder.resolve("own.asc").toString());
    gpg.ok("--passphrase", "own", "--import", folder.resolve("own.private.asc").toString());
  }

  @AfterAll
  static void endAgent() {
    if (gpg != null) {
      gpg.close();
    }
  }

  private static KeyRing ring(String... names) {
    return KeyRing.open(
        List.of(names).stream().map(name -> TestKeys.file(folder, name)).toList(),
        TestKeys.SECRETS,
        Clock.systemUTC());
  }

  private static byte[] seal(String... names) throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (MemberWriter writer =
        MemberWriter.open("m", ring(names).recipients(List.of(names)), stored, n -> {})) {
      writer.write(CONTENT);
    }
    return stored.toByteArray();
  }

  private static String sha(byte[] bytes) {
    return HexFormat.of().formatHex(Tally.fast("SHA-256").digest(bytes));
  }

  private static byte[] open(String key, byte[] stored) throws IOException {
    KeyRing ring = ring(key);
    Member member =
        new Member("s", "m", "raw", stored.length, sha(stored), CONTENT.length, sha(CONTENT));
    try (InputStream in =
        new EncryptedMembers(
                ring.openers(List.of(ring.fingerprint(key))), m -> new ByteArrayInputStream(stored))
            .open(member)) {
      return in.readAllBytes();
    }
  }

  @Test
  void itIsTheNewerOne() {
    assertThat(gpg.ok("--version")).contains("(GnuPG) 2.4.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "curve", "own"})
  void itOpensWhatWeEncrypt(String key) throws IOException {
    Path file = folder.resolve("a-" + key + ".zst.pgp");
    Files.write(file, seal("rsa", "curve", "own"));
    Path plain = folder.resolve("a-" + key);
    Gpg.Ran ran =
        gpg.bash(
            folder,
            "gpg --batch --pinentry-mode loopback --passphrase %1$s --try-secret-key %1$s -d %2$s | zstd -d > %3$s"
                .formatted(key, file, plain));
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(Files.readAllBytes(plain)).isEqualTo(CONTENT);
  }

  private static byte[] encrypted(String key, String option) throws IOException {
    Path plain = folder.resolve("b-" + key);
    Files.write(plain, CONTENT);
    Path stored = folder.resolve("b-" + key + ".pgp");
    Gpg.Ran ran =
        gpg.bash(
            folder,
            "zstd -q -f %1$s && gpg --batch --yes %4$s --trust-model always -r %2$s@example.com -o %3$s -e %1$s.zst"
                .formatted(plain, key, stored, option));
    assertThat(ran.exit()).as(ran.output()).isZero();
    return Files.readAllBytes(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "curve", "own"})
  void weOpenWhatItEncrypts(String key) throws IOException {
    assertThat(open(key, encrypted(key, ""))).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "curve", "own"})
  void signaturesHoldBothWays(String key) throws IOException {
    byte[] text = "what is signed\n".getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("signed-" + key);
    Files.write(file, text);
    Files.write(Path.of(file + ".asc"), ring(key).signer(key).sign(text));
    assertThat(gpg.ok("--status-fd", "1", "--verify", file + ".asc", file.toString()))
        .contains("VALIDSIG", ring(key).fingerprint(key));
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
  void aKeyThatAsksForOcbStillGetsSeipdVersionOne() throws IOException {
    Gpg.Ran ran =
        gpg.bash(
            folder,
            "printf 'setpref S9 S7 A2 H10 Z2 aead mdc\\ny\\nsave\\n' | gpg --batch --yes --pinentry-mode"
                + " loopback --passphrase curve --command-fd 0 --edit-key curve@example.com; gpg --batch"
                + " --yes --armor -o curve.asc --export curve@example.com; gpg --list-packets curve.asc");
    assertThat(ran.output()).contains("pref-aead-algos: 2");
    Path file = folder.resolve("ocb-wanted.pgp");
    Files.write(file, seal("curve", "own"));
    String packets = gpg.run("--passphrase", "own", "--list-packets", file.toString()).output();
    assertThat(packets).contains("mdc_method: 2").doesNotContain(":aead encrypted packet:");
  }

  @Test
  void aPacketOfOcbIsRefusedInWords() throws IOException {
    byte[] stored = encrypted("own", "--force-ocb");
    assertThat(gpg.run("--passphrase", "own", "--list-packets", folder + "/b-own.pgp").output())
        .contains(":aead encrypted packet:");
    assertThatThrownBy(() -> open("own", stored))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("not a SEIPD version 1 message");
  }
}
