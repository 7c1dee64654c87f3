package io.drillbook.driver.source.files;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on real files of a configuration. */
class FilesSourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static int targets;

  @BeforeAll
  static void makeSource() throws IOException {
    bed = Files.createTempDirectory("drillbook-files-it").toRealPath();
    ShopFiles.make(bed.resolve("source"));
    Files.createSymbolicLink(bed.resolve("alias"), bed.resolve("source"));
  }

  @AfterAll
  static void removeBed() throws IOException {
    Disk.removeTree(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new FilesSourceDriver(bed, Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    Map<String, Object> values = new HashMap<>(ShopFiles.settings(bed.resolve("source")).values());
    values.put("path", bed.resolve("source").toString());
    return new Settings(values);
  }

  @Override
  protected Settings newTarget() {
    return target(bed.resolve("target" + ++targets));
  }

  private static Settings target(Path path) {
    return new Settings(Map.of("path", path.toString()));
  }

  @Override
  protected String digest(Settings place) {
    Path path = Path.of(place.text("path"));
    Path restored = path.resolve("files" + bed.resolve("source"));
    return ShopFiles.digest(Files.exists(restored) ? restored : path);
  }

  @Override
  protected void occupy(Settings target) {
    ShopFiles.bash("mkdir -p \"$1\"; echo precious > \"$1/theirs\"", target.text("path"));
  }

  @Override
  protected boolean isGone(Settings target) {
    return !Files.exists(Path.of(target.text("path")))
        && ShopFiles.bash("find \"$1\" -maxdepth 1 -name '.drillbook*'", bed.toString()).isEmpty();
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
    String nowhere = bed.resolve("not-mounted/file").toString();
    return new Settings(
        place.values().containsKey("paths")
            ? Map.of("paths", List.of(nowhere))
            : Map.of("path", nowhere));
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return target(bed.resolve("alias"));
  }

  @Test
  void aFolderAmongTheFilesOrAboveThemIsProduction() {
    for (String path : List.of("source/nginx", "source/nginx/new", "source/.env", ".")) {
      Settings target = target(bed.resolve(path).normalize());
      Fault fault = fault(() -> driver().checkTarget(target, source(), newRun()));
      assertThat(fault.code()).as(path).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    }
  }

  @Test
  void whatLivesWhereItWasRestoredIsCapturedFromThereAndComesHome() {
    MemoryMembers first = new MemoryMembers("db");
    Settings standby = newTarget();
    SourceCapture there = capture(first);
    restore(there, first, standby, TestStep.of(newRun(), 1));
    MemoryMembers second = new MemoryMembers("db");
    SourceCapture back = driver().capture("db", standby, second, TestStep.of(newRun(), 1));
    assertThat(back.contents()).isEqualTo(there.contents());
    Settings home = newTarget();
    driver().restore(back, second.members(), second, home, standby, TestStep.of(newRun(), 1));
    assertThat(digest(home)).isEqualTo(digest(source()));
  }

  @Test
  void whatATargetHoldsIsSetAsideAndWhatTheRunBroughtIsNot() throws IOException {
    Settings target = newTarget();
    occupy(target);
    String run = newRun();
    String aside = driver().setAside(target, source(), run).orElseThrow();
    assertThat(Path.of(aside).resolve("theirs")).hasContent("precious\n");
    MemoryMembers members = new MemoryMembers("db");
    restore(capture(members), members, target, TestStep.of(run, 1));
    assertThat(driver().setAside(target, source(), run)).isEmpty();
    Disk.removeTree(Path.of(aside));
  }

  @Test
  void aKilledAttemptsLeftoversGoAndAForgottenOneGivesWay() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    Path newer = Target.of(FilesSettings.of(target)).staging(run, 2);
    ShopFiles.bash("mkdir -p \"$1\"; echo half > \"$1/half\"", newer.toString());
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(run, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    restore(capture, members, target, TestStep.of(run, 3));
    assertThat(newer).doesNotExist();
    assertThat(digest(target)).isEqualTo(digest(source()));
  }
}
