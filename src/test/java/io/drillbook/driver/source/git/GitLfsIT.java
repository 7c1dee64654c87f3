package io.drillbook.driver.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files that a repository has pointers to only; with the real git-lfs. */
class GitLfsIT {
  @TempDir Path bed;
  private Path source;

  @BeforeEach
  void makeSource() {
    source = bed.resolve("with large files");
    Repositories.bash(
        """
        git init -q -b main "$1"; cd "$1"; git lfs install --local >/dev/null
        mkdir media; cd media; git lfs track '*.mov' >/dev/null
        head -c 700000 /dev/urandom > a.mov; git add .; git commit -qm one
        head -c 300000 /dev/urandom > a.mov; git add .; git commit -qm two
        """,
        source);
  }

  @Test
  void theFilesOfAllCommitsComeBack() {
    MemoryMembers members = new MemoryMembers("code");
    GitSourceDriver driver = driver("git");
    SourceCapture capture =
        driver.capture("code", Repositories.settings(source), members, TestStep.of("b", 1));
    assertThat(capture.contents())
        .containsEntry("lfs objects", 2L)
        .containsEntry("lfs bytes", 1_000_000L);
    driver.checkStructure(capture, members.members(), members, TestStep.of("c", 1));

    Path target = bed.resolve("target.git");
    restore(driver, capture, members, target, 1);
    assertThat(Repositories.digest(target)).isEqualTo(Repositories.digest(source));
    assertThat(restore(driver, capture, members, target, 2)).isEqualTo(capture.contents());
    // What a person would do next, with the original out of reach.
    Repositories.bash("mv \"$1\" \"$1.away\"", source);
    String sums =
        Repositories.bash(
            """
            cd "$1"; git -c filter.lfs.smudge= -c filter.lfs.required=false clone -q target.git work
            cd work; git lfs install --local >/dev/null; git lfs pull; sha256sum media/a.mov
            """,
            bed);
    assertThat(sums).isEqualTo(Repositories.bash("cd \"$1.away\"; sha256sum media/a.mov", source));
  }

  @Test
  void aFileThatIsOnNoServerAnyMoreFailsTheCapture() {
    Repositories.bash("rm \"$(find \"$1/.git/lfs/objects\" -type f | head -1)\"", source);
    Fault fault = capture("git", Repositories.settings(source));
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void aFileWithAnotherContentFailsTheCapture() {
    Repositories.bash(
        "f=$(find \"$1/.git/lfs/objects\" -type f | head -1); chmod u+w \"$f\";"
            + " printf x | dd of=\"$f\" conv=notrunc status=none",
        source);
    Fault fault = capture("git", Repositories.settings(source));
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void withoutGitLfsTheCaptureFailsAndSaysWhatToDo() throws IOException {
    Fault fault = capture(withoutLfs(), Repositories.settings(source));
    assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
    assertThat(fault.hint()).contains("git-lfs", "lfs: ignore");
  }

  @Test
  void wherePlanSaysSoOnlyThePointersAreCapturedAndTheRestoreTellsIt() throws IOException {
    MemoryMembers members = new MemoryMembers("code");
    GitSourceDriver driver = driver(withoutLfs());
    Settings settings = new Settings(Map.of("url", source.toString(), "lfs", "ignore"));
    SourceCapture capture = driver.capture("code", settings, members, TestStep.of("b", 1));
    assertThat(members.members()).extracting("format").containsOnly("bundle", "refs");
    var report =
        driver.restore(
            capture,
            members.members(),
            members,
            Repositories.settings(bed.resolve("target.git")),
            settings,
            TestStep.of("restore", 1));
    assertThat(String.join("", report.notes())).contains("pointers");
  }

  @Test
  void anArchiveThatLeadsOutOfTheRepositoryIsRefused() throws IOException {
    for (String name : new String[] {"../../../../escaped", "ab/cd/link"}) {
      var bytes = new java.io.ByteArrayOutputStream();
      var tar = new org.apache.commons.compress.archivers.tar.TarArchiveOutputStream(bytes);
      var entry = new org.apache.commons.compress.archivers.tar.TarArchiveEntry(name);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
      tar.close();
      Path repository = Files.createDirectories(bed.resolve("in/repository.git"));
      NotWhole refused =
          catchThrowableOfType(
              NotWhole.class,
              () ->
                  new LfsArchive(TestStep.of("r", 1), "lfs")
                      .unpack(new java.io.ByteArrayInputStream(bytes.toByteArray()), repository));
      assertThat(refused).isNotNull();
      assertThat(bed.resolve("in/escaped")).doesNotExist();
    }
  }

  private Map<String, Long> restore(
      GitSourceDriver driver,
      SourceCapture capture,
      MemoryMembers members,
      Path target,
      int attempt) {
    return driver
        .restore(
            capture,
            members.members(),
            members,
            Repositories.settings(target),
            Repositories.settings(source),
            TestStep.of("restore", attempt))
        .contents();
  }

  private Fault capture(String program, Settings settings) {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                driver(program)
                    .capture("code", settings, new MemoryMembers("code"), TestStep.of("b", 1)));
    assertThat(fault).isNotNull();
    return fault;
  }

  /** Git as on a machine without git-lfs. */
  private String withoutLfs() throws IOException {
    Path bin = Files.createDirectories(bed.resolve("bin"));
    Repositories.bash("ln -s \"$(command -v git)\" \"$1/git\"; ln -s /bin/sh \"$1/sh\"", bin);
    Path fake =
        Files.writeString(
            bed.resolve("git-alone"), "#!/bin/bash\nPATH=" + quoted(bin) + "\nexec git \"$@\"\n");
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));
    return fake.toString();
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }

  private static GitSourceDriver driver(String program) {
    return new GitSourceDriver(
        reference -> Secret.of(reference.name()), Clock.systemUTC(), program);
  }
}
