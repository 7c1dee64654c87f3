package io.drillbook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher on a made-up machine: its programs are stubs that write down how they are called.
 */
class LauncherTest {
  private static final List<String> PLAIN =
      List.of(
          "bash",
          "sh",
          "dirname",
          "readlink",
          "find",
          "sed",
          "cat",
          "touch",
          "mkdir",
          "sort",
          "tail");

  @TempDir Path machine;
  private String out;
  private String err;

  @BeforeEach
  void makeTheMachine() throws IOException {
    Files.createDirectories(machine.resolve("bin"));
    for (String program : PLAIN) {
      Files.createSymbolicLink(machine.resolve("bin/" + program), real(program));
    }
    Path home = Files.createDirectories(machine.resolve("home"));
    Files.copy(Path.of("drillbook"), home.resolve("drillbook"));
    Files.createDirectories(home.resolve("src/main"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    stub("jdk/bin/java", "echo java \"$@\"");
    stub("jdk/bin/javac", "");
    Files.writeString(machine.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    user(1000);
    stub("bin/mvn", "echo mvn \"$@\" >>" + log() + "; mkdir -p target; touch target/drillbook.jar");
  }

  @Test
  void withoutWordsItPrintsAShortHelp() throws Exception {
    assertThat(run()).isZero();
    assertThat(out).contains("./drillbook demo", "./drillbook test", "Exit codes: 0 done");
    assertThat(calls()).isEmpty();
  }

  @Test
  void itBuildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    assertThat(run("status", "shop")).as(err).isZero();
    assertThat(out).contains("java ").endsWith("drillbook.jar status shop\n");
    assertThat(calls()).containsPattern("^mvn .*package\n$");

    run("status");
    assertThat(calls()).containsOnlyOnce("mvn");

    Path source = Files.writeString(machine.resolve("home/src/main/A.java"), "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    run("status");
    assertThat(calls().lines()).hasSize(2);
  }

  @Test
  void whatDecryptsABackupIsNotLeftToTheQuickCompiler() throws Exception {
    run("status");
    assertThat(out).contains("-XX:TieredStopAtLevel=1");
    for (String verb : List.of("rescue", "serve")) {
      run(verb);
      assertThat(out).contains("drillbook.jar " + verb).doesNotContain("TieredStopAtLevel");
    }
  }

  @Test
  void aFailedBuildEndsWithTwoAndAHint() throws Exception {
    stub("bin/mvn", "exit 1");
    assertThat(run("status")).isEqualTo(2);
    assertThat(err).contains("unable to build: '", "\nHINT: ");
    assertThat(out).isEmpty();
  }

  @Test
  void withoutMavenAndWithoutRootItTakesTheWrapper() throws Exception {
    Files.delete(machine.resolve("bin/mvn"));
    stub("home/mvnw", "echo mvnw >>" + log() + "; mkdir -p target; touch target/drillbook.jar");
    assertThat(run("status")).as(err).isZero();
    assertThat(calls()).isEqualTo("mvnw\n");
  }

  @Test
  void withoutMavenRootInstallsIt() throws Exception {
    Files.move(machine.resolve("bin/mvn"), machine.resolve("mvn"));
    user(0);
    stub("bin/apt-get", "echo apt-get \"$@\" >>" + log() + "; cp=/bin/cp; $cp ../mvn ../bin/mvn");
    assertThat(run("status")).as(err).isZero();
    assertThat(calls()).startsWith("apt-get install -y -q maven\nmvn ");
  }

  @Test
  void theTestsCompileWhileWhatTheyNeedIsInstalled() throws Exception {
    user(0);
    stub("bin/apt-get", "until [[ -f ../compiled ]]; do :; done; echo installed >>" + log());
    stub("bin/mvn", "echo mvn \"$@\" >>" + log() + "; >../compiled");
    assertThat(run("test")).as(err).isZero();
    assertThat(calls()).startsWith("mvn -B -ntp test-compile\ninstalled\nmvn -B -ntp verify\n");
  }

  @Test
  void whatCannotBeInstalledEndsTheTestsWithTwo() throws Exception {
    user(0);
    stub("bin/apt-get", "exit 1");
    assertThat(run("test")).isEqualTo(2);
    assertThat(err).contains("unable to install: '", "HINT: ");
    assertThat(calls()).doesNotContain("verify");
  }

  @Test
  void whatIsMissingIsNamedInOneLineToRun() throws Exception {
    stub("bin/apt-get", "");
    assertThat(run("demo", "--once")).isEqualTo(2);
    assertThat(err)
        .contains("unable to find what is needed: '")
        .contains("HINT: Run: sudo apt-get");
    assertThat(err).contains("gnupg", "zstd");
    assertThat(calls()).as("nothing is built in vain").isEmpty();
  }

  @Test
  void anOldJavaIsMissingToo() throws Exception {
    Files.writeString(machine.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    stub("bin/apt-get", "");
    assertThat(run("status")).isEqualTo(2);
    assertThat(err).contains("openjdk-17-jdk-headless");
  }

  @Test
  void theExitCodeIsJavasOwn() throws Exception {
    stub("jdk/bin/java", "exit 3");
    assertThat(run("status")).isEqualTo(3);
  }

  private int run(String... words) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("bash", "./drillbook"));
    command.addAll(List.of(words));
    Path outFile = machine.resolve("out");
    Path errFile = machine.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(machine.resolve("home").toFile())
            .redirectOutput(outFile.toFile())
            .redirectError(errFile.toFile());
    builder.environment().put("PATH", machine.resolve("bin").toString());
    builder.environment().put("JAVA_HOME", machine.resolve("jdk").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    out = Files.readString(outFile, StandardCharsets.UTF_8);
    err = Files.readString(errFile, StandardCharsets.UTF_8);
    return exitCode;
  }

  private void user(int id) throws IOException {
    stub("bin/id", "echo " + id);
  }

  private void stub(String name, String script) throws IOException {
    Path file = machine.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String log() {
    return machine.resolve("calls").toString();
  }

  private String calls() throws IOException {
    Path log = machine.resolve("calls");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static Path real(String program) {
    Path usr = Path.of("/usr/bin", program);
    return Files.exists(usr) ? usr : Path.of("/bin", program);
  }
}
