package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.system.EvidenceRule;
import io.drillbook.domain.system.EvidenceRule.Anchors;
import io.drillbook.pipeline.evidence.AnchorBook;
import io.drillbook.pipeline.evidence.AnchorFiles;
import io.drillbook.usecase.catalog.Survey;
import io.drillbook.usecase.catalog.SurveyVault;
import io.drillbook.usecase.catalog.Trust;
import io.drillbook.usecase.evidence.LookAfterAnchors;
import io.drillbook.usecase.evidence.LookAfterAnchors.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Anchors come whatever happens to vaults, servers and clocks, and nobody takes them for more. */
class KeepAnchorsTest extends AnchorTestBed {
  @Test
  void aVaultThatIsDownGetsEveryAnchorLaterAndPeopleHearOfIt() throws IOException {
    bed.ended(15);
    bed.down.add("offsite");
    assertThat(bed.watch().look().failed()).containsOnlyKeys("offsite");
    assertThat(bed.told()).as("not at once").isEmpty();
    bed.now = bed.now.plusSeconds(3700);
    bed.watch().look();
    assertThat(bed.told()).containsExactly("drillbook: records are NOT ANCHORED");
    bed.now = bed.now.plusSeconds(3700);
    bed.watch().look();
    assertThat(bed.told()).as("once a day").hasSize(1);
    aDayLater();
    bed.ended(16);
    bed.watch().look();
    assertThat(bed.told()).hasSize(2);
    assertThat(files("offsite")).isEmpty();
    bed.down.clear();
    assertThat(bed.watch().look()).isEqualTo(Standing.GOOD);
    assertThat(files("offsite")).hasSameSizeAs(files("primary"));
    assertThat(bed.book("offsite").findings()).isEmpty();
    assertThat(bed.book("offsite").count()).isEqualTo(2);
    bed.watch().look();
    assertThat(bed.told()).hasSize(2);
  }

  @Test
  void whatACrashLeftHalfIsMadeWhole() throws IOException {
    bed.ended(17);
    bed.watch().look();
    Files.delete(Path.of(files("primary").get(0) + ".asc"));
    bed.sql("update anchor_copy set stored_at = null where vault = 'primary'");
    assertThat(bed.watch().look()).isEqualTo(Standing.GOOD);
    assertThat(bed.book("primary").findings()).isEmpty();
    Files.writeString(files("primary").get(0), "{}");
    bed.sql("update anchor_copy set stored_at = null where vault = 'primary'");
    assertThat(bed.watch().look().failed().get("primary").getMessage())
        .contains("holds something else");
  }

  @Test
  void oneObjectThatIsSomethingElseHoldsUpNoAnchorAfterIt() throws IOException {
    bed.ended(82);
    bed.watch().look();
    Files.writeString(files("primary").get(0), "{}");
    bed.sql("update anchor_copy set stored_at = null where vault = 'primary'");
    aDayLater();
    assertThat(bed.watch().look().failed()).containsOnlyKeys("primary");
    assertThat(files("primary")).hasSize(2);
    assertThat(bed.anchors.newestIn("primary")).contains(bed.now);
    aDayLater();
    assertThat(bed.watch().look().failed().get("primary").getMessage())
        .as("and is told as long as it is there")
        .contains("holds something else");
    assertThat(files("primary")).hasSize(3);
  }

  @Test
  void aHundredBadObjectsHoldNothingUpAndAreToldOnce() throws IOException {
    for (int number = 1; number <= 100; number++) {
      String key = Anchor.FOLDER + "chain/%08d-x.json".formatted(number);
      bed.sql(
          "insert into anchor values (?, 'chain', current_timestamp, ?, ?, 'a', 's', 0)",
          number,
          key,
          "0".repeat(64));
      bed.sql("insert into anchor_copy values (?, 'primary', null, null)", number);
      Files.createDirectories(home.resolve("primary").resolve(key).getParent());
      Files.writeString(home.resolve("primary").resolve(key), "{}");
    }
    bed.now = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(2));
    bed.ended(84);
    Standing first = bed.watch().look();
    assertThat(first.failed()).containsOnlyKeys("primary");
    Standing second = bed.watch().look();
    assertThat(second.failed()).as("as long as they lie there").containsOnlyKeys("primary");
    assertThat(second.newSince(first)).as("told once").isEqualTo(Standing.GOOD);
    assertThat(bed.anchors.newestIn("primary")).as("the one behind them").contains(bed.now);
    assertThat(bed.anchors.pending("primary", 200)).as("not read at each look").isEmpty();
    assertThat(bed.anchors.refused("primary", 200)).hasSize(100);
    for (Path file : files("primary").subList(0, 100)) {
      Files.deleteIfExists(file);
    }
    bed.watch().look();
    assertThat(bed.anchors.refused("primary", 200)).as("tried again, some at a time").hasSize(95);
  }

  @Test
  void theRecordOfTheInstallationIsAnchoredToo() throws IOException {
    bed.grow(ServerRecord.ID);
    bed.watch().look();
    assertThat(bed.anchors.grown(9).heads()).isEmpty();
    assertThat(Files.readString(files("primary").get(0)))
        .contains("\"run\":\"installation\",\"system\":\"\"", "\"ended\":false");
    bed.sql("update record_entry set hash = ? where run_id = ?", "0".repeat(64), ServerRecord.ID);
    aDayLater();
    assertThat(bed.watch().look().changed()).hasSize(1);
  }

  @Test
  void aDatabaseThatWasPutBackBeginsAnotherChain() throws IOException {
    bed.ended(18);
    bed.watch().look();
    aDayLater();
    bed.watch().look();
    bed.sql("delete from anchor_copy where anchor_no = 2");
    bed.sql("delete from anchor where anchor_no = 2");
    aDayLater();
    bed.ended(19);
    assertThat(bed.watch().look()).isEqualTo(Standing.GOOD);
    AnchorBook book = bed.book("primary");
    assertThat(book.findings()).isEmpty();
    assertThat(book.count()).isEqualTo(3);
    try (Stream<Path> chains = Files.list(home.resolve("primary").resolve(Anchor.FOLDER))) {
      assertThat(chains).hasSize(2);
    }
  }

  @Test
  void aClockThatWasAYearAheadSilencesNothing() throws IOException {
    bed.ended(70);
    Instant right = bed.now;
    bed.now = right.plus(Duration.ofDays(365));
    bed.watch().look();
    bed.now = right;
    bed.watch().look();
    assertThat(files("primary")).hasSize(2);
    bed.watch().look();
    assertThat(files("primary")).hasSize(2);
  }

  @Test
  void whileNothingCanBeSignedRecordsAreComparedOnceADay() throws IOException {
    String run = bed.ended(83);
    bed.watch().look();
    aDayLater();
    bed.rule =
        new EvidenceRule(
            Optional.empty(),
            Optional.empty(),
            new Anchors(List.of("primary"), Optional.of("0 1 * * *"), Optional.of("nobody")));
    LookAfterAnchors watch = bed.watch();
    assertThat(watch.look().failed()).containsOnlyKeys("the signer");
    bed.sql("update record_entry set hash = ? where run_id = ? and line = 2", "0".repeat(64), run);
    bed.sql("update record_head set hash = ? where run_id = ?", "1".repeat(64), run);
    bed.now = bed.now.plusSeconds(60);
    assertThat(watch.look().changed()).as("not at every look").isEmpty();
    aDayLater();
    assertThat(watch.look().changed()).hasSize(1);
  }

  @Test
  void nobodyTakesAnchorsForASystem() throws IOException {
    bed.ended(71);
    bed.watch().look();
    SurveyVault survey = new SurveyVault(bed.vaults(), bed.keys);
    Survey all = survey.survey("primary", Optional.empty(), Trust.keys(EvidenceBed.SIGNERS));
    assertThat(all.points()).isEmpty();
    assertThat(all.unknown()).isEmpty();
    assertThat(all.reserved()).hasSize(2).allMatch(it -> it.startsWith(Anchor.FOLDER));
    Survey shop = survey.survey("primary", Optional.of("shop"), Trust.keys(EvidenceBed.SIGNERS));
    assertThat(shop.points()).isEmpty();
    assertThat(shop.reserved()).isEmpty();
  }

  @Test
  void aCopiedFolderDoesAsWellAsTheVault() throws IOException {
    String run = bed.ended(72);
    bed.watch().look();
    Path copy = home.resolve("copy");
    FileSystemUtils.copyRecursively(home.resolve("offsite").resolve(Anchor.FOLDER), copy);
    AnchorBook book = AnchorBook.read(AnchorFiles.of(copy), bed.keys, EvidenceBed.SIGNERS);
    assertThat(bed.check(bed.pack(run), Optional.of(book)).isGood()).isTrue();
    FileSystemUtils.deleteRecursively(home.resolve("primary"));
    assertThat(bed.watch().look().failed()).isEmpty();
  }
}
