package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.pipeline.evidence.AnchorBook;
import io.drillbook.pipeline.evidence.AnchorFiles;
import io.drillbook.pipeline.evidence.CheckPack.Outcome;
import io.drillbook.pipeline.evidence.PackFinding;
import io.drillbook.usecase.evidence.LookAfterAnchors.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever writes to the whole database, heads included, is found by what lies outside of it. */
class AnchorsTest extends AnchorTestBed {
  @Test
  void aRecordThatWasAnchoredHolds() throws IOException {
    String run = bed.ended(5);
    assertThat(bed.watch().look()).isEqualTo(Standing.GOOD);
    for (String vault : List.of("primary", "offsite")) {
      AnchorBook book = bed.book(vault);
      assertThat(book.findings()).isEmpty();
      Outcome outcome = bed.check(bed.pack(run), Optional.of(book));
      assertThat(outcome.findings()).isEmpty();
      assertThat(outcome.anchored().orElseThrow().line()).isEqualTo(outcome.records());
      assertThat(outcome.anchored().orElseThrow().at()).contains(bed.now);
    }
  }

  @Test
  void onceADayAndAtTheEndOfEachIncidentAndNotOtherwise() throws IOException {
    bed.ended(5);
    bed.watch().look();
    assertThat(files("primary")).hasSize(1);
    bed.now = bed.now.plusSeconds(3600);
    bed.watch().look();
    assertThat(files("primary")).as("nothing is due").hasSize(1);
    GeneratedRun second = bed.begun(6);
    bed.watch().look();
    assertThat(files("primary")).as("an incident that goes on").hasSize(1);
    bed.end(second);
    bed.watch().look();
    assertThat(files("primary")).as("an incident has ended").hasSize(2);
    bed.watch().look();
    assertThat(files("primary")).hasSize(2);
    aDayLater();
    bed.watch().look();
    assertThat(files("primary")).as("every day, though no record grew").hasSize(3);
    assertThat(bed.book("primary").findings()).isEmpty();
    assertThat(Files.readString(files("primary").get(2))).contains("\"heads\":[]");
  }

  @Test
  void aRunThatGoesOnIsAnchoredAndMayGrow() throws IOException {
    GeneratedRun going = bed.begun(9);
    bed.watch().look();
    long before = bed.record.head(going.run().id()).orElseThrow().number();
    String run = bed.end(going);
    Outcome outcome = bed.check(bed.pack(run), Optional.of(bed.book("offsite")));
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.anchored().orElseThrow().line()).isEqualTo(before);
    assertThat(outcome.records()).isEqualTo((int) before + 1);
  }

  @Test
  void aChainThatWasMadeAnewWithItsHeadIsFoundByTheAnchorAndBySaying() throws IOException {
    Random random = new Random(23);
    for (int seed = 20; seed < 40; seed++) {
      String run = bed.ended(seed);
      bed.watch().look();
      int lines = bed.record.entries(run).size();
      int line = 2 + random.nextInt(lines - 2);
      bed.remake(run, line, AnchorsTest::byTheBoss, lines);
      Path forged = bed.pack(run);
      assertThat(bed.check(forged, Optional.empty()).findings())
          .as("without anchors nobody can know")
          .isEmpty();
      PackFinding found = bed.check(forged, Optional.of(bed.book("primary"))).findings().get(0);
      assertThat(found.what())
          .contains("unable to accept the record")
          .contains("was changed: record " + lines + " is not the one of the anchor of ");
      assertThat(found.record()).isPositive().isLessThanOrEqualTo(line);
    }
    aDayLater();
    Standing standing = bed.watch().look();
    assertThat(standing.changed()).hasSize(20);
    assertThat(bed.told()).hasSize(20).allMatch(it -> it.endsWith("WAS CHANGED"));
    aDayLater();
    assertThat(bed.watch().look().changed()).hasSize(20);
    assertThat(bed.told()).as("told once").hasSize(20);
    String head = bed.record.head("incident-20").orElseThrow().hash();
    for (Path anchor : files("primary")) {
      assertThat(Files.readString(anchor)).as("a forged head is not anchored").doesNotContain(head);
    }
  }

  @Test
  void theFirstWrongRecordLiesBehindTheLastAnchorThatHolds() throws IOException {
    GeneratedRun going = bed.begun(11);
    bed.watch().look();
    long first = bed.record.head(going.run().id()).orElseThrow().number();
    String run = bed.end(going);
    bed.watch().look();
    bed.remake(run, (int) first + 1, AnchorsTest::byTheBoss, (int) first + 1);
    PackFinding found =
        bed.check(bed.pack(run), Optional.of(bed.book("primary"))).findings().get(0);
    assertThat(found.record()).isEqualTo(first + 1);
    assertThat(found.what()).contains("record " + (first + 1) + " was changed");
  }

  @Test
  void aRecordThatWasCutAndMadeAnewIsFound() throws IOException {
    String run = bed.ended(12);
    bed.watch().look();
    int lines = bed.record.entries(run).size();
    bed.remake(run, 0, it -> it, lines - 3);
    PackFinding found =
        bed.check(bed.pack(run), Optional.of(bed.book("primary"))).findings().get(0);
    assertThat(found.what()).contains("is missing", "goes on to " + lines);
    aDayLater();
    assertThat(bed.watch().look().changed()).hasSize(1);
  }

  @Test
  void aPackStaysGoodThoughItsRecordGrewAfterTheExport() throws IOException {
    String run = bed.ended(80);
    bed.watch().look();
    Path pack = bed.pack(run);
    aDayLater();
    bed.grow(run);
    bed.watch().look();
    Outcome outcome = bed.check(pack, Optional.of(bed.book("primary")));
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.anchored().orElseThrow().line()).isEqualTo(outcome.records());
    assertThat(bed.check(bed.pack(run), Optional.of(bed.book("primary"))).isGood()).isTrue();
  }

  @Test
  void aPackFromBeforeTheFirstAnchorIsNotCoveredAndNotCalledForged() throws IOException {
    String run = bed.ended(81);
    Path pack = bed.pack(run);
    aDayLater();
    bed.grow(run);
    bed.watch().look();
    PackFinding found = bed.check(pack, Optional.of(bed.book("primary"))).findings().get(0);
    assertThat(found.what()).startsWith("unable to find an anchor that covers the run");
    assertThat(found.hint()).endsWith("have the run exported again.");
  }

  @Test
  void aRunThatNoAnchorCoversIsSaidToBeNone() throws IOException {
    bed.ended(13);
    bed.watch().look();
    bed.now = bed.now.plusSeconds(60);
    String later = bed.ended(14);
    assertThat(bed.check(bed.pack(later), Optional.of(bed.book("primary"))).findings())
        .singleElement()
        .extracting(PackFinding::what)
        .isEqualTo("unable to find an anchor that covers the run: '" + later + "'");
  }

  @Test
  void anchorsThatWereRemovedReplacedOrEditedAreNamed() throws IOException {
    for (int day = 0; day < 4; day++) {
      bed.ended(50 + day);
      bed.watch().look();
      aDayLater();
    }
    List<Path> all = files("primary");
    byte[] third = Files.readAllBytes(all.get(2));
    Files.delete(all.get(1));
    assertThat(EvidenceBed.words(bed.book("primary").findings()))
        .contains("unable to find the anchors before", "Number 2 is missing");
    Files.writeString(
        all.get(2), Files.readString(all.get(2)).replace("\"ended\":true", "\"ended\":false"));
    assertThat(EvidenceBed.words(bed.book("primary").findings()))
        .contains("unable to accept the signature of an anchor");
    Files.write(all.get(2), third);
    Files.delete(Path.of(all.get(2) + ".asc"));
    assertThat(EvidenceBed.words(bed.book("primary").findings()))
        .contains("unable to find the signature of an anchor");
    assertThat(bed.book("offsite").findings()).as("the other vault has all").isEmpty();
    assertThat(
            AnchorBook.read(AnchorFiles.of(home.resolve("offsite")), bed.keys, List.of("ops"))
                .count())
        .as("by another key nothing counts")
        .isZero();
  }

  @Test
  void theBeginningOfAChainThatIsNotHereIsSaid() throws IOException {
    for (int day = 0; day < 3; day++) {
      bed.ended(90 + day);
      bed.watch().look();
      aDayLater();
    }
    Files.delete(files("primary").get(0));
    assertThat(bed.book("primary").findings())
        .singleElement()
        .extracting(PackFinding::hint)
        .isEqualTo("Those before number 2 are not here: fetch all of the chain.");
  }

  @Test
  void anAnchorInThePlaceOfAnotherDoesNotFollow() throws IOException {
    for (int day = 0; day < 3; day++) {
      bed.ended(60 + day);
      bed.watch().look();
      aDayLater();
    }
    List<Path> all = files("primary");
    for (String end : List.of("", ".asc")) {
      Files.copy(
          Path.of(all.get(0) + end),
          Path.of(all.get(1) + end),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(bed.book("primary").findings()).isNotEmpty();
  }
}
