package io.drillbook.driver.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.secret.Secret;
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

/** The contract on a folder of this machine, and whom a restore may not touch. */
class GitSourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static int targets;

  @BeforeAll
  static void makeSource() throws IOException {
    bed = Files.createTempDirectory("drillbook git it").toRealPath();
    Repositories.zoo(bed.resolve("source"));
    Files.createSymbolicLink(bed.resolve("alias"), bed.resolve("source"));
  }

  @AfterAll
  static void removeBed() throws IOException {
    Disk.removeTree(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new GitSourceDriver(reference -> Secret.of(reference.name()), Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    return Repositories.settings(bed.resolve("source"));
  }

  @Override
  protected Settings newTarget() {
    return Repositories.settings(bed.resolve("target" + ++targets + ".git"));
  }

  @Override
  protected String digest(Settings place) {
    return Repositories.digest(path(place));
  }

  @Override
  protected void occupy(Settings target) {
    try {
      Files.writeString(Files.createDirectories(path(target)).resolve("theirs"), "precious");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return Repositories.settings(bed.resolve("not-mounted").resolve("shop.git"));
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return new Settings(
        java.util.Map.of("url", "file://" + bed.resolve("alias").toUri().getRawPath()));
  }

  @Test
  void productionIsRefusedWhereTheTargetIsInItOrAboveItAndWhereItIsLost() throws IOException {
    Path lost = Files.createDirectories(bed.resolve("lost"));
    for (List<Path> pair :
        List.of(
            List.of(bed.resolve("alias/new.git"), bed.resolve("source")),
            List.of(bed.resolve("source/.git"), bed.resolve("source")),
            List.of(lost, lost.resolve("shop/code.git")),
            List.of(bed.resolve("gone"), bed.resolve("gone")))) {
      Settings target = Repositories.settings(pair.get(0));
      Settings production = Repositories.settings(pair.get(1));
      Fault fault = fault(() -> driver().checkTarget(target, production, newRun()));
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
    Path newer = Files.createDirectories(bed.resolve(mark.stagingPrefix() + "2"));
    Files.writeString(newer.resolve("half"), "of an attempt");
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(run, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(newer.resolve("half")).exists();
    restore(capture, members, target, TestStep.of(run, 3));
    assertThat(digest(target)).isEqualTo(digest(source()));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void whatATargetHoldsIsSetAsideAndWhatTheRunBroughtIsNot() throws IOException {
    Settings target = newTarget();
    occupy(target);
    String run = newRun();
    String aside = driver().setAside(target, source(), run).orElseThrow();
    assertThat(Path.of(aside).resolve("theirs")).hasContent("precious");
    assertThat(driver().setAside(target, source(), run)).isEmpty();
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    restore(capture, members, target, TestStep.of(run, 1));
    assertThat(driver().setAside(target, source(), run)).isEmpty();
    assertThat(digest(target)).isEqualTo(digest(source()));
    Disk.removeTree(Path.of(aside));
  }

  @Test
  void aRestoredRepositoryIsBareAndForgetsWhereItCameFrom() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(capture.contents())
        .containsEntry("branches", 3L)
        .containsEntry("tags", 2L)
        .containsEntry("refs", 7L);
    assertThat(capture.facts()).containsEntry("head", "refs/heads/trunk");
    assertThat(Repositories.bash("git -C \"$1\" config -l", path(target)))
        .contains("core.bare=true")
        .doesNotContain("remote.");
  }

  private static List<String> leftovers() {
    try (var entries = Files.list(bed)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(".drillbook-"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(Settings place) {
    return Path.of(place.text("url"));
  }
}
