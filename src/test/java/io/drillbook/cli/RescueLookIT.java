package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking into a vault with nothing else at hand. */
class RescueLookIT {
  private static final String NEWER = "20261121T020000Z-00000a";

  @TempDir Path folder;
  private String vault;
  private String signer;

  @BeforeEach
  void backUp() {
    new Bench(folder).backUp();
    vault = folder.resolve("primary").toString();
    signer = folder.resolve("signer.asc").toString();
  }

  private Typed list(String... more) {
    return rescue("list", more);
  }

  private Typed verify(String... more) {
    return rescue("verify", more);
  }

  private Typed rescue(String verb, String... more) {
    return Typed.of(
        Stream.concat(Stream.of("rescue", verb, "--vault", vault), Stream.of(more))
            .toArray(String[]::new));
  }

  private Path file(String point, String name) {
    return folder.resolve("primary/shop").resolve(point).resolve(name);
  }

  /** Copies the good point under a newer name. */
  private void copy() throws IOException {
    Path to = Files.createDirectory(folder.resolve("primary/shop").resolve(NEWER));
    try (Stream<Path> files = Files.list(file(Bench.POINT, "x").getParent())) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void withNothingButTheVaultPointsAreListedAndNotTrusted() {
    Typed listed = list();
    assertThat(listed.exit()).isZero();
    assertThat(listed.out())
        .contains(Bench.POINT, "db (made-up), media (made-up)", "signature not checked")
        .contains("Newest whole one of shop: " + Bench.POINT)
        .contains("Signatures were not checked: name the signer's public key by --signer")
        .doesNotContain("| good");
  }

  @Test
  void withTheSignersKeyAPointIsKnownToBeGood() {
    Typed listed = list("--signer", signer);
    assertThat(listed.out())
        .contains("| good", "2026-11-20T02:00:00+00:00")
        .contains("Newest good one of shop: " + Bench.POINT)
        .doesNotContain("not checked");
    Typed verified = verify("--system", "shop", "--signer", signer);
    assertThat(verified.exit()).as(verified.all()).isZero();
    assertThat(verified.out()).contains("shop/" + Bench.POINT).contains("good  " + vault);
  }

  @Test
  void verifyAsksForTheSignersKey() {
    Typed verified = verify("--system", "shop");
    assertThat(verified.exit()).isEqualTo(2);
    assertThat(verified.err()).contains("--signer");
  }

  @Test
  void aFlippedBitIsFoundInTheVaultThatHasIt() throws IOException {
    Path member = file(Bench.POINT, "db.1.raw.zst.pgp");
    byte[] bytes = Files.readAllBytes(member);
    bytes[bytes.length / 2] ^= 1;
    Files.write(member, bytes);
    String other = folder.resolve("offsite").toString();
    Typed verified = verify("--vault", other, "--system", "shop", "--signer", signer);
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.out())
        .contains("BAD   " + vault + ": unable to use the member")
        .contains("its checksum differs from the manifest")
        .contains("good  " + other);
    JsonNode json = json(verify("--system", "shop", "--signer", signer, "--json"));
    assertThat(json.path("good").asBoolean()).isFalse();
    assertThat(json.at("/vaults/0/code").asText()).isEqualTo("CHECKSUM_MISMATCH");
  }

  @Test
  void aCutMemberIsSeenInTheList() throws IOException {
    Files.write(file(Bench.POINT, "db.1.raw.zst.pgp"), new byte[10]);
    Typed listed = list("--signer", signer);
    assertThat(listed.out())
        .contains("BROKEN", "a member has 10 bytes in place of", "db.1.raw.zst.pgp")
        .contains("NO good recovery point of shop.");
    Typed verified = verify("--system", "shop", "--signer", signer);
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.err()).contains("HINT: There are, newest first: " + Bench.POINT);
    Typed unknown = verify("--system", "shoe", "--signer", signer);
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is none of this system");
  }

  @Test
  void aPointOfAnotherSignerIsRefusedAndTheKeyNamed() {
    TestKeys.write(
        folder, "stranger", OpenPgpKeys.generate("s@example.com", new char[0], Clock.systemUTC()));
    String stranger = folder.resolve("stranger.asc").toString();
    assertThat(list("--signer", stranger).out()).contains("FOREIGN KEY", "signed by another key");
    Typed newest = verify("--system", "shop", "--signer", stranger);
    assertThat(newest.exit()).isEqualTo(1);
    assertThat(newest.err()).contains("foreign, it is signed by another key: ");
    Typed verified = verify("--system", "shop", "--point", Bench.POINT, "--signer", stranger);
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.err())
        .startsWith("unable to trust the recovery point in vault '" + vault)
        .contains("HINT: ");
  }

  @Test
  void aSwappedManifestIsBrokenAndTheOlderGoodPointIsTakenAloud() throws IOException {
    copy();
    assertThat(list("--signer", signer).out()).contains("BROKEN", "it is of another point");
    Typed verified = verify("--system", "shop", "--signer", signer);
    assertThat(verified.exit()).isZero();
    assertThat(verified.err()).startsWith("PASSED OVER, newer but broken: " + NEWER);
    assertThat(verified.out()).contains("shop/" + Bench.POINT);
  }

  @Test
  void whatWasNeverSealedAndWhatIsUnknownIsSaid() throws IOException {
    copy();
    Files.delete(file(NEWER, "manifest.json"));
    Files.delete(file(NEWER, "manifest.json.asc"));
    Files.writeString(folder.resolve("primary/notes.txt"), "somebody's");
    Files.writeString(file(Bench.POINT, "extra"), "somebody's");
    Typed listed = list("--signer", signer);
    assertThat(listed.out())
        .contains("unsealed")
        .contains("Belongs to no recovery point (1): notes.txt")
        .contains("holds files that its manifest does not know: extra");
    JsonNode json = json(list("--signer", signer, "--json"));
    assertThat(json.at("/vaults/0/points").findValuesAsText("condition"))
        .containsExactly("unsealed", "good");
    assertThat(json.at("/vaults/0/unknown/0").asText()).isEqualTo("notes.txt");
  }

  @Test
  void aManifestWithoutSignatureIsBroken() throws IOException {
    Files.delete(file(Bench.POINT, "manifest.json.asc"));
    assertThat(list().out()).contains("BROKEN", "its manifest has no signature");
  }

  @Test
  void aVaultThatIsNotThereIsSaidSoAndNotTakenForEmpty() {
    vault = folder.resolve("away").toString();
    Typed listed = list();
    assertThat(listed.exit()).isEqualTo(1);
    assertThat(listed.err()).contains("unable to").contains("away").contains("HINT: ");
    Typed both = list("--vault", folder.resolve("offsite").toString());
    assertThat(both.exit()).isEqualTo(1);
    assertThat(both.out()).contains(Bench.POINT);
    assertThat(both.err()).contains("away");
  }

  @Test
  void aVaultMayStandInAFile() throws IOException {
    Path file = folder.resolve("vault.yaml");
    Files.writeString(file, "kind: directory\npath: primary\nsite: berlin\n");
    assertThat(Typed.of("rescue", "list", "--vault-file", file.toString()).out())
        .contains(Bench.POINT);
    Files.writeString(file, "kind: directory\nroot: primary\n");
    Typed wrong = Typed.of("rescue", "list", "--vault-file", file.toString());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("vault.yaml:2:1: unable to use the key: 'root'");
  }

  @Test
  void wordsThatNameNoVaultAreExplained() {
    assertThat(Typed.of("rescue", "list").exit()).isEqualTo(2);
    Typed unknown = Typed.of("rescue", "list", "--vault", "ftp://host/path");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("unable to use 'kind' of the vault: 'ftp://host/path'");
    Typed leaky = Typed.of("rescue", "list", "--vault", "sftp://me:hunter2@host/path");
    assertThat(leaky.exit()).isEqualTo(2);
    assertThat(leaky.err()).contains("a password does not belong").doesNotContain("hunter2");
  }

  private static JsonNode json(Typed typed) {
    try {
      return new ObjectMapper().readTree(typed.out());
    } catch (IOException e) {
      throw new AssertionError(typed.all(), e);
    }
  }
}
