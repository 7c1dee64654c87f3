package io.drillbook.driver.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.source.SourceDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on real folders, and whom a restore may not touch. */
class DirectorySourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static int targets;

  @BeforeAll
  static void makeSource() throws IOException {
    bed = Files.createTempDirectory("drillbook-directory-it").toRealPath();
    Folder.zoo(bed.resolve("source"));
    Files.createSymbolicLink(bed.resolve("alias"), bed.resolve("source"));
  }

  @AfterAll
  static void removeBed() throws IOException {
    Disk.removeTree(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new DirectorySourceDriver(Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    return Folder.settings(bed.resolve("source"));
  }

  @Override
  protected Settings newTarget() {
    return Folder.settings(bed.resolve("target" + ++targets));
  }

  @Override
  protected String digest(Settings place) {
    return Folder.digest(path(place));
  }

  @Override
  protected void occupy(Settings target) {
    Folder.write(path(target).resolve("theirs.txt"), "precious");
  }

  @Override
  protected boolean isGone(Settings target) {
    return !Files.exists(path(target)) && leftovers().isEmpty();
  }

  @Override
  protected boolean hasLogin() {
    return false;
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return place;
  }

  @Override
  protected Settings unreachable(Settings place) {
    return Folder.settings(bed.resolve("not-mounted").resolve("media"));
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return Folder.settings(bed.resolve("alias"));
  }

  @Test
  void anEmptyFolderIsATargetAsGoodAsAMissingOne() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    Files.createDirectory(path(target));
    restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void productionIsRefusedWhereTheTargetIsInItOrAboveItAndWhereItIsLost() throws IOException {
    Settings inside = Folder.settings(bed.resolve("alias").resolve("photos").resolve("new"));
    Path lost = bed.resolve("lost");
    Files.createDirectories(lost);
    for (List<Settings> pair :
        List.of(
            List.of(inside, source()),
            List.of(Folder.settings(lost), Folder.settings(lost.resolve("shop/media"))),
            List.of(Folder.settings(bed.resolve("gone")), Folder.settings(bed.resolve("gone"))))) {
      Fault fault = fault(() -> driver().checkTarget(pair.get(0), pair.get(1), newRun()));
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    }
  }

  @Test
  void aForgottenAttemptGivesWayToANewerOneAndAKilledOnesLeftoversGo() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    RunMark mark = RunMark.ofRun(run, new Place(path(target)));
    Path newer = bed.resolve(mark.stagingPrefix() + "2");
    Folder.write(newer.resolve("half"), "of an attempt");
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(run, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(newer.resolve("half")).exists();
    restore(capture, members, target, TestStep.of(run, 3));
    assertThat(digest(target)).isEqualTo(digest(source()));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aFolderThatSomebodyElsePutInItsPlaceIsNotTheRuns() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    restore(capture, members, target, TestStep.of(run, 1));
    Disk.removeTree(path(target));
    // Some file systems give the same inode again at once.
    occupy(target);
    Fault fault = fault(() -> driver().discard(target, run));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(path(target).resolve("theirs.txt")).exists();
  }

  @Test
  void aRestoreTellsWhatItFoundByTopFolder() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    assertThat(capture.contents())
        .containsEntry("files in photos/", 4L)
        .containsEntry("symbolic links", 4L)
        .containsEntry("bytes in sealed/", 1L);
    assertThat(members.members()).extracting("format").contains("tar", "sha256");
  }

  private static List<String> leftovers() {
    try (var entries = Files.list(bed)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(".drillbook-") && !name.endsWith(".run"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(Settings place) {
    return Path.of(place.text("path"));
  }
}
