package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.cli.Typed;
import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredPapers;
import io.drillbook.pipeline.StoredPapers.StoredPaper;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.pipeline.evidence.AnchorBook;
import io.drillbook.pipeline.evidence.AnchorFiles;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.usecase.evidence.LookAfterAnchors.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Anchors and runbooks on paper in a vault of any kind: what the tests of its driver ask of it.
 *
 * @param home an empty folder
 * @param vault without anything in it
 * @param file names the same vault to the command line
 */
public record EvidenceInVault(Path home, Vault vault, Path file) {
  private static final List<String> SIGNERS = List.of("signer");
  private static final Instant NOW = Instant.parse("2026-11-27T06:00:00Z");

  /** Two anchors are made, read back, believed, and hold a record that was made anew against it. */
  public void anchorsAreKeptAndBelieved() throws IOException {
    try (EvidenceBed bed = new EvidenceBed(Files.createDirectory(home.resolve("bed")))) {
      bed.use("offsite", vault);
      String run = bed.ended(5);
      assertThat(bed.watch().look()).isEqualTo(Standing.GOOD);
      bed.now = bed.now.plus(Duration.ofDays(1));
      bed.ended(6);
      assertThat(bed.watch().look()).isEqualTo(Standing.GOOD);
      assertThat(anchors()).hasSize(2);
      bed.sql("update anchor_copy set stored_at = null");
      assertThat(bed.watch().look())
          .as("they are read and found the same")
          .isEqualTo(Standing.GOOD);

      Path pack = bed.pack(run);
      assertThat(bed.book("offsite").findings()).isEmpty();
      assertThat(bed.check(pack, Optional.of(bed.book("offsite"))).findings()).isEmpty();
      Typed good = verify(pack);
      assertThat(good.exit()).as(good.all()).isZero();
      bed.remake(run, 3, AnchorTestBed::byTheBoss, bed.record.entries(run).size());
      Typed forged = verify(bed.pack(run));
      assertThat(forged.exit()).as(forged.all()).isEqualTo(1);
      assertThat(forged.all()).contains("is not the one of the anchor of ");
    }
  }

  private Typed verify(Path pack) {
    return Typed.of(
        "evidence",
        "verify",
        pack.toString(),
        "--key",
        signer("bed"),
        "--anchors",
        file.toString());
  }

  private String signer(String folder) {
    return home.resolve(folder).resolve("keys/signer.asc").toString();
  }

  /** The keys of the anchors, without their signatures. */
  public List<String> anchors() {
    return AnchorFiles.of(vault).names();
  }

  /** What is wrong with the anchors. */
  public String anchorFindings() {
    List<KeyFile> signer = List.of(TestKeys.file(home.resolve("bed/keys"), "signer"));
    KeyRing keys = KeyRing.open(signer, TestKeys.SECRETS, Clock.systemUTC());
    return AnchorBook.read(AnchorFiles.of(vault), keys, SIGNERS).findings().toString();
  }

  /**
   * Pages are put once, found by their time, and one that another planted is named and not taken.
   */
  public void papersAreKeptAndForgedOnesAreNot() throws IOException {
    Path keyFolder = Files.createDirectories(home.resolve("papers/keys"));
    KeyRing keys = TestKeys.ring(keyFolder, Clock.systemUTC());
    byte[] second = bytes("second");
    assertThat(put(keys, bytes("first"), NOW)).isTrue();
    assertThat(put(keys, bytes("first"), NOW.plusSeconds(60))).as("the same").isFalse();
    assertThat(vault.list("_papers/")).hasSize(2);
    assertThat(put(keys, second, NOW.plusSeconds(120))).isTrue();
    assertThat(vault.list("_papers/")).hasSize(4);
    String good = newest();
    Typed one = fetch("one.html");
    assertThat(one.exit()).as(one.all()).isZero();
    assertThat(home.resolve("one.html")).hasBinaryContent(second);

    String forged = "20270101T000000Z-" + StoredPapers.digest(bytes("forged")) + ".html";
    write("_papers/shop/" + forged, bytes("forged"));
    write("_papers/shop/" + forged + ".asc", keys.signer("ops").sign(bytes("forged")));
    Typed refused = fetch("two.html");
    assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
    assertThat(refused.err()).contains(forged, "HINT: ", "--system shop --name " + good);
    assertThat(home.resolve("two.html")).doesNotExist();
    Typed named = fetch("two.html", "--name", good);
    assertThat(named.exit()).as(named.all()).isZero();
    assertThat(home.resolve("two.html")).hasBinaryContent(second);

    assertThat(put(keys, second, NOW.plusSeconds(180))).as("behind the forged one").isTrue();
    Typed again = fetch("three.html");
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(home.resolve("three.html")).hasBinaryContent(second);
    assertThat(put(keys, second, NOW.plusSeconds(240))).isFalse();
  }

  private boolean put(KeyRing keys, byte[] page, Instant now) {
    return new StoredPapers(vault, "shop")
        .put(page, keys.signer("signer"), new StoredPapers.Trust(keys, SIGNERS), now);
  }

  private String newest() {
    List<StoredPaper> all = new StoredPapers(vault, "shop").all();
    return all.get(all.size() - 1).name();
  }

  private Typed fetch(String to, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("rescue", "paper"));
    words.addAll(List.of("--vault-file", file.toString(), "--signer", signer("papers")));
    words.addAll(List.of("--out", home.resolve(to).toString()));
    words.addAll(List.of(more));
    return Typed.of(words.toArray(String[]::new));
  }

  private void write(String key, byte[] content) throws IOException {
    try (VaultUpload upload = vault.create(key)) {
      upload.write(content);
      upload.commit();
    }
  }

  private static byte[] bytes(String text) {
    return ("<html>" + text + "</html>").getBytes(StandardCharsets.UTF_8);
  }

  /** Where an anchor's signature lies. */
  public static String signature(String anchor) {
    return anchor + Anchor.SIGNATURE;
  }
}
