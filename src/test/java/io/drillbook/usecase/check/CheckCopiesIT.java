package io.drillbook.usecase.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointState;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies in real folders, damaged in every way that a disk or a person can. */
class CheckCopiesIT {
  private static final String DB = "db.0.raw.zst.pgp";

  @TempDir Path folder;
  private CheckBench shop;

  @BeforeEach
  void setUp() {
    shop = new CheckBench(folder);
    shop.backUp("20261120T010000Z-000000");
    shop.backUp(Bench.POINT);
  }

  @Test
  void aGoodCopyIsReadDecryptedAndVerified() {
    assertThat(shop.run(true)).isZero();
    assertThat(shop.readings).hasSize(4).allMatch(CopyReading::isGood);
    assertThat(shop.readings.get(0).notes())
        .contains("db: decrypted and its structure checked to the end");
    assertThat(shop.repairs).isEmpty();
    assertThat(shop.bench.catalog.state(Bench.POINT)).isEqualTo(PointState.VERIFIED);
    assertThat(shop.copy(Bench.POINT, "offsite").readAt()).contains(shop.clock.instant());
  }

  @Test
  void withoutAPrivateKeyItSaysThatNothingWasDecryptedWhichIsNoFinding() {
    Path keys = shop.bench.folder;
    shop.keys =
        KeyRing.open(
            List.of(
                TestKeys.publicOnly(keys, "ops"),
                TestKeys.publicOnly(keys, "escrow"),
                TestKeys.publicOnly(keys, "signer")),
            TestKeys.SECRETS,
            shop.clock);
    shop.run(true);
    assertThat(shop.readings).allMatch(CopyReading::isGood);
    assertThat(shop.readings.get(0).notes()).singleElement().asString().contains("no key");
  }

  /** The rotation alone, a run a day by the simulated clock. */
  @ParameterizedTest
  @EnumSource(Damage.class)
  void eachDamageIsFoundWithinOnePeriodAndRepairedFromTheOtherVault(Damage damage)
      throws Exception {
    shop.run(true);
    damage.in(shop, "primary");
    int days = 0;
    do {
      shop.clock.move(Duration.ofDays(1));
      shop.run(false);
      days++;
    } while (shop.repairs.isEmpty() && days < 8);

    assertThat(days).isLessThanOrEqualTo(7);
    assertThat(shop.repairs).hasSize(1);
    assertThat(shop.repairs.get(0).result()).isEqualTo(RepairedCopy.Result.WHOLE);
    assertThat(shop.repairs.get(0).before())
        .isEqualTo(damage == Damage.DELETED_ALL ? CopyState.MISSING : CopyState.BAD);
    assertSame();
    shop.clock.move(Duration.ofDays(1));
    assertThat(shop.run(true)).isZero();
    assertThat(shop.readings).allMatch(CopyReading::isGood);
    assertThat(shop.repairs).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"DELETED_SUMS", "CHANGED_GUIDE"},
      mode = EnumSource.Mode.EXCLUDE)
  void thePointIsBrokenWhereEveryCopyIsDamagedInTheSamePlace(Damage damage) throws Exception {
    damage.in(shop, "primary");
    damage.in(shop, "offsite");
    shop.run(true);
    assertThat(shop.bench.catalog.state(Bench.POINT)).isEqualTo(PointState.BROKEN);
    assertThat(shop.repairs)
        .extracting(RepairedCopy::result)
        .contains(RepairedCopy.Result.LOST)
        .doesNotContain(RepairedCopy.Result.WHOLE);
    assertThat(shop.state("primary").wantsRepair()).isTrue();
    shop.clock.move(Duration.ofDays(1));
    assertThat(shop.run(true)).as("a broken point is not read or repaired again").isZero();
    assertThat(shop.repairs).isEmpty();
  }

  @Test
  void twoCopiesThatAreDamagedInDifferentPlacesHealEachOther() throws Exception {
    Damage.flip(shop.bench.file("primary", DB));
    Damage.flip(shop.bench.file("offsite", "media.0.raw.zst.pgp"));
    shop.run(true);
    assertThat(shop.state("primary")).isEqualTo(CopyState.GOOD);
    assertThat(shop.state("offsite")).isEqualTo(CopyState.GOOD);
    assertSame();
  }

  /** The store says that both are good: nothing is believed, each byte is compared. */
  @Test
  void aCopyIsNeverRepairedFromABadOne() throws Exception {
    shop.run(true);
    Damage.flip(shop.bench.file("primary", DB));
    Damage.flip(shop.bench.file("offsite", DB));
    byte[] bad = Files.readAllBytes(shop.bench.file("primary", DB));
    RepairedCopy repaired =
        shop.repairCopy()
            .repair(
                shop.plan(),
                shop.copy(Bench.POINT, "primary")
                    .found(CopyState.BAD, java.util.Optional.empty(), "a bit"),
                shop.bench.step);
    assertThat(repaired.result()).isEqualTo(RepairedCopy.Result.LOST);
    assertThat(repaired.alsoDamaged()).containsOnlyKeys("offsite");
    assertThat(Files.readAllBytes(shop.bench.file("primary", DB)))
        .as("what may be the last of it is not thrown away")
        .isEqualTo(bad);
  }

  /** Whoever has the signing key can make one: the catalog remembers what was sealed. */
  @Test
  void aWellSignedManifestOfOtherMembersIsNoCopyOfThePoint() throws Exception {
    Path manifest = shop.bench.file("primary", "manifest.json");
    String forged = Files.readString(manifest).replaceFirst("\"db.0.raw", "\"db.2.raw");
    Files.writeString(manifest, forged);
    Files.write(
        shop.bench.file("primary", "manifest.json.asc"),
        shop.keys.signer("signer").sign(forged.getBytes(StandardCharsets.UTF_8)));
    Files.move(shop.bench.file("primary", DB), shop.bench.file("primary", "db.2.raw.zst.pgp"));

    assertThat(shop.run(true)).isZero();
    assertThat(shop.readings)
        .filteredOn(reading -> !reading.isGood())
        .singleElement()
        .satisfies(
            reading ->
                assertThat(reading.findings())
                    .containsExactly(
                        "the manifest is well signed and names other members than the catalog"));
    assertThat(shop.state("primary")).isEqualTo(CopyState.GOOD);
    assertThat(Files.readString(manifest)).contains(DB);
  }

  /** Nothing stands in the way of the copy but the checksum that is taken on the way. */
  @Test
  void aMissingMemberIsNotTakenFromADamagedCopy() throws Exception {
    shop.run(true);
    Files.delete(shop.bench.file("primary", DB));
    Damage.flip(shop.bench.file("offsite", DB));
    RepairedCopy repaired =
        shop.repairCopy()
            .repair(
                shop.plan(),
                shop.copy(Bench.POINT, "primary")
                    .found(CopyState.BAD, java.util.Optional.empty(), "a member is gone"),
                shop.bench.step);
    assertThat(repaired.result()).isEqualTo(RepairedCopy.Result.LOST);
    assertThat(Files.exists(shop.bench.file("primary", DB))).isFalse();
    assertThat(shop.bench.catalog.state(Bench.POINT)).isEqualTo(PointState.BROKEN);
  }

  @Test
  void aVaultThatDoesNotAnswerIsNoDamageAndHoldsTheOthersUpInNothing() throws Exception {
    Files.move(folder.resolve("offsite"), folder.resolve("unplugged"));
    Damage.flip(shop.bench.file("primary", DB));
    assertThat(shop.run(true)).isEqualTo(3);
    assertThat(shop.unread)
        .containsExactly("offsite: VAULT_UNREACHABLE", "offsite: VAULT_UNREACHABLE");
    assertThat(shop.state("offsite")).isEqualTo(CopyState.GOOD);
    assertThat(shop.repairs)
        .extracting(RepairedCopy::result)
        .containsExactly(RepairedCopy.Result.UNREACHABLE);
    assertThat(shop.bench.catalog.state(Bench.POINT)).isNotEqualTo(PointState.BROKEN);

    Files.move(folder.resolve("unplugged"), folder.resolve("offsite"));
    assertThat(shop.run(true)).isZero();
    assertSame();
  }

  @Test
  void contentThatIsNotWholeBreaksThePointThoughEveryByteIsAsItWasSealed() {
    shop.bench.source.structure =
        (members, reader) -> {
          throw new Fault(FaultCode.CONTENT_MISMATCH, "unable to use a cut dump: 'x'", "No.");
        };
    shop.run(true);
    assertThat(shop.readings).anyMatch(CopyReading::broken);
    assertThat(shop.bench.catalog.state(Bench.POINT)).isEqualTo(PointState.BROKEN);
    assertThat(shop.repairs).as("copying it would copy the trouble").isEmpty();
  }

  @Test
  void aToolThatIsNotHereSaysNothingAboutThePoint() {
    shop.bench.source.structure =
        (members, reader) -> {
          throw new Fault(FaultCode.TOOL_MISSING, "unable to find 'tool'", "Install it.");
        };
    assertThat(shop.run(true)).isZero();
    assertThat(shop.readings).allMatch(CopyReading::isGood);
    assertThat(shop.readings.get(0).notes()).anyMatch(note -> note.contains("not checked"));
  }

  @Test
  void aMemberThatTheDriverReadsInPartOnlyIsReadToItsEnd() {
    shop.bench.source.structure =
        (members, reader) -> {
          try (InputStream in = reader.open(members.get(0))) {
            in.readNBytes(10);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    shop.bench.step.done.clear();
    shop.run(true);
    assertThat(shop.bench.step.done).containsEntry(DB, 500_000L);
  }

  private void assertSame() throws IOException {
    try (var files = Files.list(shop.bench.file("offsite", DB).getParent())) {
      for (Path file : files.toList()) {
        assertThat(shop.bench.file("primary", file.getFileName().toString()))
            .hasSameBinaryContentAs(file);
      }
    }
  }
}
