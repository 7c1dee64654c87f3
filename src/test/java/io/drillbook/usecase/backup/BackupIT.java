package io.drillbook.usecase.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.PointState;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.MadeUpSource;
import io.drillbook.usecase.SourceDrivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points that are sealed, and points that are not. */
class BackupIT extends TwoVaultsTest {
  @Test
  void aSealedPointStandsWholeInEveryVault() throws IOException {
    SealedPoint sealed = bench.backUp();

    assertThat(sealed.vaults()).containsExactly("primary", "offsite");
    assertThat(sealed.dropped()).isEmpty();
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);
    for (String vault : List.of("primary", "offsite")) {
      assertThat(names(vault))
          .containsExactly(
              "RESTORE.md",
              "SHA256SUMS",
              "db.0.raw.zst.pgp",
              "db.1.raw.zst.pgp",
              "manifest.json",
              "manifest.json.asc",
              "media.0.raw.zst.pgp",
              "media.1.raw.zst.pgp");
    }
    assertThat(
            Files.mismatch(
                bench.file("primary", "manifest.json"), bench.file("offsite", "manifest.json")))
        .isEqualTo(-1);
    assertThat(sealed.manifest().recipients()).hasSize(2);
    assertThat(sealed.manifest().signer()).isEqualTo(bench.keys.fingerprint("signer"));
    assertThat(bench.step.done).containsEntry("db.1.raw.zst.pgp", 500_001L);
  }

  @Test
  void aPointWithoutEverySourceIsNotSealed() throws IOException {
    captureDb();
    assertFault(FaultCode.CAPTURE_FAILED, "missing", this::seal);
    assertThat(names("primary")).noneMatch(name -> name.startsWith("manifest"));
  }

  @Test
  void aVaultThatGivesBackOtherBytesIsNotSealed() throws IOException {
    captureDb();
    bench.capture().capture(bench.plan(), "media", Bench.POINT, bench.step);
    flip(bench.file("offsite", "db.0.raw.zst.pgp"));

    assertThat(seal().dropped()).containsOnlyKeys("offsite");
    assertThat(names("offsite")).doesNotContain("manifest.json.asc");
  }

  @Test
  void aRequiredVaultThatGivesBackOtherBytesFailsTheSeal() throws IOException {
    captureDb();
    bench.capture().capture(bench.plan(), "media", Bench.POINT, bench.step);
    flip(bench.file("primary", "db.0.raw.zst.pgp"));

    assertFault(FaultCode.CHECKSUM_MISMATCH, "db.0", this::seal);
    assertThat(names("primary")).doesNotContain("manifest.json.asc");
    assertThat(names("offsite")).doesNotContain("manifest.json.asc");
  }

  @Test
  void sealingTwiceAnswersTheSame() throws IOException {
    SealedPoint first = bench.backUp();
    byte[] signature = Files.readAllBytes(bench.file("primary", "manifest.json.asc"));

    SealedPoint second =
        bench
            .seal(Clock.offset(bench.clock, Duration.ofHours(1)))
            .seal(bench.plan(), Bench.POINT, bench.step);

    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(Files.readAllBytes(bench.file("primary", "manifest.json.asc"))).isEqualTo(signature);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offsite/manifest.json.asc",
        "primary/manifest.json.asc",
        "primary/manifest.json.asc offsite/manifest.json.asc offsite/manifest.json",
        "primary/manifest.json.asc offsite/manifest.json.asc primary/manifest.json offsite/manifest.json",
        "primary/manifest.json.asc offsite/manifest.json.asc primary/RESTORE.md primary/SHA256SUMS"
      })
  void aSealThatWasCutShortIsCompleted(String missing) throws IOException {
    SealedPoint first = bench.backUp();
    for (String name : missing.split(" ", -1)) {
      Files.delete(folder.resolve(name.replace("/", "/shop/" + Bench.POINT + "/")));
    }

    SealedPoint second =
        bench
            .seal(Clock.offset(bench.clock, Duration.ofHours(1)))
            .seal(bench.plan(), Bench.POINT, bench.step);

    assertThat(second.vaults()).isEqualTo(first.vaults());
    for (String vault : second.vaults()) {
      assertThat(names(vault)).hasSize(8);
      new StoredPoint(bench.vaults.get(vault), "shop", Bench.POINT).manifest(bench.keys, "signer");
    }
    if (!missing.contains("primary/manifest.json ")) {
      assertThat(second.manifest()).isEqualTo(first.manifest());
    }
  }

  @Test
  void aLeftManifestThatTellsSomethingElseIsNotSigned() throws IOException {
    bench.backUp();
    for (String vault : List.of("primary", "offsite")) {
      Files.delete(bench.file(vault, "manifest.json.asc"));
      Path manifest = bench.file(vault, "manifest.json");
      Files.writeString(
          manifest, Files.readString(manifest).replace("\"orders\" : 7", "\"orders\" : 8"));
    }

    assertThat(seal().manifest().sources().get(0).contents()).containsEntry("orders", 7L);
  }

  @Test
  void aPointSealedWithOtherMembersIsNotSealedAgain() {
    bench.backUp();
    bench.catalog.saveCapture(
        "shop",
        Bench.POINT,
        bench.catalog.captures("shop", Bench.POINT).get("db").capture(),
        List.of());
    assertFault(FaultCode.OBJECT_EXISTS, "other members", this::seal);
  }

  @Test
  void discardingRemovesEveryTraceOfAnUnsealedPoint() throws IOException {
    captureDb();
    bench.vaults.get("primary").create("shop/" + Bench.POINT + "/media.0.raw.zst.pgp").write(1);
    Files.writeString(bench.file("primary", PointLayout.MANIFEST), "{}");

    bench.discard().discard(bench.plan(), Bench.POINT);
    bench.discard().discard(bench.plan(), Bench.POINT);

    assertThat(files()).isEmpty();
    assertThat(bench.catalog.find("shop", Bench.POINT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "offsite"})
  void aSignedPointIsNotDiscardedWhateverTheCatalogSays(String signedOnlyIn) throws IOException {
    bench.backUp();
    bench.catalog.discard("shop", Bench.POINT);
    Files.delete(
        bench.file(signedOnlyIn.equals("primary") ? "offsite" : "primary", "manifest.json.asc"));
    List<Path> before = files();

    assertFault(
        FaultCode.NOT_ALLOWED, "sealed", () -> bench.discard().discard(bench.plan(), Bench.POINT));

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void twoDriversOfOneKindStopTheStart() {
    assertFault(
        FaultCode.INTERNAL,
        "made-up",
        () -> new SourceDrivers(List.of(new MadeUpSource(), new MadeUpSource())));
    assertFault(FaultCode.INPUT_INVALID, "oracle", () -> bench.drivers().driver("oracle"));
  }

  private SealedPoint seal() {
    return bench.seal().seal(bench.plan(), Bench.POINT, bench.step);
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
