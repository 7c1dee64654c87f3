package io.drillbook.driver.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can go wrong with a repository, or with git, while it is captured. */
class GitCaptureFaultsIT {
  @TempDir Path bed;
  private Path source;

  @BeforeEach
  void makeSource() {
    source = bed.resolve("source");
    Repositories.zoo(source);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 1",
        "head -c 1 <(\"$real\" \"$@\"); exit 1",
        "head -c 100000 <(\"$real\" \"$@\"); exit 1",
        "\"$real\" \"$@\"; exit 1",
        "head -c 100000 <(\"$real\" \"$@\"); kill -9 $$",
        // A wrapper that hides the error.
        "exit 0",
        "head -c 100 <(\"$real\" \"$@\"); exit 0",
        "head -c 100000 <(\"$real\" \"$@\"); exit 0",
        "\"$real\" \"$@\" | head -c -1; exit 0",
        "\"$real\" bundle create - trunk; exit 0",
        "\"$real\" bundle create - trunk~1..trunk; exit 0"
      })
  void aBundleThatEndsEarlyFailsTheCaptureWhateverGitSays(String doing) throws IOException {
    Path fake = fake("if [[ $1 == bundle ]]; then " + doing + "; fi");
    Fault fault = fault(() -> capture(fake.toString(), Repositories.settings(source)));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void aCaptureThatHangsInItsBundleEndsWhenItIsCancelled() throws IOException {
    Path fake =
        fake("if [[ $1 == bundle ]]; then head -c 100000 <(\"$real\" \"$@\"); sleep 600; fi");
    CancelledInBundle step = new CancelledInBundle();
    Fault fault =
        fault(
            () ->
                driver(fake.toString())
                    .capture(
                        "code", Repositories.settings(source), new MemoryMembers("code"), step));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
  }

  @Test
  void whatAKilledServerLeftIsRemovedAtTheNextStartAndNothingElse() throws Exception {
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    long dead = new ProcessBuilder("true").start().pid();
    Path left = Files.createTempDirectory(tmp, "drillbook-git-" + dead + "-12345-");
    Repositories.bash("git clone -q --mirror \"$1\" \"$2\"", source, left.resolve("mirror.git"));
    String own = "drillbook-git-" + ProcessHandle.current().pid() + "-";
    try (Workspace living = Workspace.local()) {
      assertThat(living.folder().getFileName().toString()).startsWith(own);
      assertThat(Files.getPosixFilePermissions(living.folder())).hasSize(3);
      driver("git");
      assertThat(left).doesNotExist();
      assertThat(living.folder()).exists();
    }
  }

  /** Not even root removes what is immutable; some file systems know nothing of that. */
  @Test
  void aWorkspaceThatCannotBeRemovedIsTold() throws Exception {
    Workspace space = Workspace.local();
    Path stuck = Files.createFile(space.folder().resolve("stuck"));
    assumeThat(exit("chattr", "+i", stuck)).isZero();
    try {
      Fault fault = fault(space::close);
      assertThat(fault.code()).isEqualTo(FaultCode.COMMAND_FAILED);
      assertThat(fault.getMessage()).contains(space.folder().toString());
    } finally {
      exit("chattr", "-i", stuck);
      space.close();
    }
    assertThat(space.folder()).doesNotExist();
  }

  private static int exit(String program, String word, Path file) throws Exception {
    return new ProcessBuilder(program, word, file.toString()).start().waitFor();
  }

  @Test
  void withoutGitItIsSaidSo() {
    Fault fault = fault(() -> driver("/not/there/git").probe(Repositories.settings(source)));
    assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
  }

  @Test
  void anEmptyRepositoryIsRefusedUnlessThePlanAllowsIt() {
    Path empty = bed.resolve("empty.git");
    Repositories.bash("git init -q --bare -b trunk \"$1\"", empty);
    Settings settings = Repositories.settings(empty);
    Fault fault = fault(() -> capture("git", settings));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.hint()).contains("may-be-empty");
    assertThat(driver("git").probe(settings).empty()).isTrue();

    Settings allowed = new Settings(Map.of("url", empty.toString(), "may-be-empty", true));
    Path target = comesBack(allowed);
    assertThat(Repositories.bash("git -C \"$1\" symbolic-ref HEAD", target))
        .isEqualTo("refs/heads/trunk\n");
  }

  @Test
  void aShallowCopyIsRefused() {
    Path shallow = bed.resolve("shallow");
    Repositories.bash("git clone -q --depth 1 \"file://$1\" \"$2\"", source, shallow);
    Fault fault = fault(() -> capture("git", Repositories.settings(shallow)));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.hint()).contains("--unshallow");
  }

  @Test
  void aRepositoryThatLacksAnObjectIsNotCaptured() {
    Repositories.bash(
        """
        cd "$1"; id=$(git rev-parse HEAD:run.sh); rm -f .git/objects/${id:0:2}/${id:2}
        """,
        source);
    Fault fault = fault(() -> capture("git", Repositories.settings(source)));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void aFlawOfAnOldRepositoryIsNamedAndMayBeAllowed() {
    Repositories.bash(
        """
        cd "$1"; id=$(git cat-file commit HEAD | sed 's/^author .*/author Ada <ada@example.org> 1/' \\
          | git hash-object -t commit -w --stdin --literally); git update-ref refs/heads/old $id
        """,
        source);
    Fault fault = fault(() -> capture("git", Repositories.settings(source)));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("badDate");
    Settings allowed =
        new Settings(Map.of("url", source.toString(), "fsck-ignore", java.util.List.of("badDate")));
    Path target = comesBack(allowed);
    assertThat(Repositories.digest(target)).isEqualTo(Repositories.digest(source));
  }

  @Test
  void aHeadThatIsNoBranchAndIdsOfTheNewKindComeBack() {
    Repositories.bash(
        "cd \"$1\"; git checkout -q --detach; git commit -q --allow-empty -m alone", source);
    Path target = comesBack(Repositories.settings(source));
    assertThat(Repositories.bash("git -C \"$1\" rev-parse HEAD", target))
        .isEqualTo(Repositories.bash("git -C \"$1\" rev-parse HEAD", source));

    Path modern = bed.resolve("sha256");
    Repositories.bash(
        "git init -q --object-format=sha256 \"$1\"; cd \"$1\"; echo x > x; git add .; git commit -qm x",
        modern);
    Path back = comesBack(Repositories.settings(modern));
    assertThat(Repositories.digest(back)).isEqualTo(Repositories.digest(modern));
  }

  /** 'git bundle verify' calls each of them okay: it reads the head only. */
  @Test
  void aBundleThatIsCutOrAlteredAnywhereIsNotWhole() throws IOException {
    MemoryMembers members = new MemoryMembers("code");
    GitSourceDriver driver = driver("git");
    SourceCapture capture =
        driver.capture("code", Repositories.settings(source), members, TestStep.of("b", 1));
    String file = "code.repository.bundle.zst.pgp";
    byte[] whole = members.bytes(file);
    Path cut = bed.resolve("cut.bundle");
    for (int tenth = 1; tenth < 10; tenth++) {
      MemoryMembers damaged = again(members, file);
      damaged.truncate(file, whole.length * tenth / 10);
      Fault fault =
          fault(
              () ->
                  driver.checkStructure(
                      capture, damaged.members(), damaged, TestStep.of("check", 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
      Files.write(cut, damaged.bytes(file));
      Repositories.bash("git -C \"$1\" bundle verify \"$2\"", source, cut);
    }
    whole[whole.length / 2] ^= 1;
    MemoryMembers flipped = again(members, file);
    flipped.truncate(file, 0);
    try (var out = flipped.open("flipped", "bundle")) {
      out.write(whole);
    }
    Fault fault =
        fault(
            () ->
                driver.checkStructure(
                    capture,
                    flipped.members().stream()
                        .filter(member -> !member.file().equals(file))
                        .toList(),
                    flipped,
                    TestStep.of("check", 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
  }

  @Test
  void theTokenIsNeitherAnArgumentNorInAnyFile() throws IOException {
    Repositories.bash("cd \"$1\"; git clone -q --mirror source code.git", bed);
    // Everything that git is called with, and every file beside it, while it runs.
    Path seen = bed.resolve("seen");
    Path fake =
        fake(
            """
            printf '%%s\\n' "$@" >> %1$s; { tr '\\0' '\\n' < /proc/$$/cmdline; } >> %1$s
            find "$HOME" -type f -print0 | xargs -0 -r grep -a . >> %1$s || true
            """
                .formatted(seen));
    try (GitServer server = GitServer.of(bed)) {
      Map<String, Object> settings = new HashMap<>();
      settings.put("url", server.address("localhost") + "/code.git");
      settings.put("username", GitServer.USER);
      settings.put("password", new SecretReference("test", GitServer.PASSWORD));
      settings.put("ca-file", server.caFile().toString());
      SourceCapture capture = capture(fake.toString(), new Settings(settings));
      assertThat(Files.readString(seen, java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains("clone", "DRILLBOOK_GIT_ANSWER")
          .doesNotContain(GitServer.PASSWORD);
      assertThat(capture.toString()).doesNotContain(GitServer.PASSWORD);
    }
  }

  private MemoryMembers again(MemoryMembers members, String file) throws IOException {
    MemoryMembers copy = new MemoryMembers("code");
    for (var member : members.members()) {
      String part = member.file().replaceAll("^code\\.|\\..*$", "");
      try (var out = copy.open(part, member.format())) {
        out.write(members.bytes(member.file()));
      }
    }
    assertThat(copy.bytes(file)).isEqualTo(members.bytes(file));
    return copy;
  }

  private Path comesBack(Settings settings) {
    MemoryMembers members = new MemoryMembers("code");
    GitSourceDriver driver = driver("git");
    SourceCapture capture = driver.capture("code", settings, members, TestStep.of("backup", 1));
    Path target = bed.resolve("target-" + System.nanoTime() + ".git");
    var report =
        driver.restore(
            capture,
            members.members(),
            members,
            Repositories.settings(target),
            settings,
            TestStep.of("restore-1", 1));
    assertThat(report.contents()).isEqualTo(capture.contents());
    return target;
  }

  private Path fake(String doing) throws IOException {
    Path fake =
        Files.writeString(
            bed.resolve("fake-git"),
            "#!/bin/bash\nreal=" + real() + "\n" + doing + "\nexec \"$real\" \"$@\"\n");
    return Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));
  }

  private static String real() {
    return Repositories.bash("command -v git").strip();
  }

  private static GitSourceDriver driver(String program) {
    return new GitSourceDriver(
        reference -> Secret.of(reference.name()), Clock.systemUTC(), program);
  }

  private static SourceCapture capture(String program, Settings settings) {
    return driver(program)
        .capture("code", settings, new MemoryMembers("code"), TestStep.of("backup", 1));
  }

  private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    return fault;
  }

  /** A step that is cancelled as soon as bytes of the bundle have passed. */
  private static final class CancelledInBundle implements StepContext {
    private final Cancellation cancellation = new Cancellation();

    @Override
    public String runId() {
      return "backup";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void progress(String subject, long done, long total) {
      if (subject.endsWith(".repository")) {
        cancellation.cancel("the test wants so");
      }
    }

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }
  }
}
