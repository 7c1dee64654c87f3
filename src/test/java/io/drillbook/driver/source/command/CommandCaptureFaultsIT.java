package io.drillbook.driver.source.command;

import static io.drillbook.driver.source.command.CommandBed.fault;
import static io.drillbook.driver.source.command.CommandBed.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.file.PrivateFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that fail, lie, hang and leave things behind while they write. */
class CommandCaptureFaultsIT {
  private final CommandBed bed = new CommandBed();

  @AfterEach
  void close() {
    bed.close();
    assertThat(CommandSourceContract.temporary()).isEmpty();
  }

  private static Settings writing(String way, String script, Object... more) {
    List<Object> all = new ArrayList<>(List.of(more));
    if (way.equals("pipe")) {
      all.add("fifo");
      all.add(true);
    }
    String to = way.equals("stream") ? script : "exec 3>\"$1\"; exec 1>&3; " + script;
    List<String> arguments = way.equals("stream") ? List.of() : List.of("{file}");
    return script("capture", to, arguments, all.toArray());
  }

  static Stream<Arguments> deaths() {
    return Stream.of("stream", "file", "pipe")
        .flatMap(
            way ->
                Stream.of(0, 1, 300_000)
                    .flatMap(
                        bytes ->
                            Stream.of("exit 1", "kill -9 $$", "sleep 600")
                                .map(death -> Arguments.of(way, bytes, death))));
  }

  /** Bug 1 of the table: a failed dump piped into a compressor is a success nowhere here. */
  @ParameterizedTest
  @MethodSource("deaths")
  void aProgramThatFailsDiesOrHangsIsNoCapture(String way, int bytes, String death) {
    Settings settings =
        writing(way, "head -c " + bytes + " /dev/zero; " + death, "timeout", "PT2S");
    Fault fault = fault(() -> bed.capture(settings, new MemoryMembers("db")));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage())
        .contains(
            death.startsWith("sleep") ? "killed" : death.equals("exit 1") ? "code 1" : "code 137");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "file", "pipe"})
  void anEmptyOrTooSmallFileIsAFailedCapture(String way) {
    for (Settings settings :
        List.of(writing(way, "true"), writing(way, "echo abc", "at-least-bytes", 5L))) {
      Fault fault = fault(() -> bed.capture(settings, new MemoryMembers("db")));
      assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
      assertThat(fault.getMessage()).contains("at least");
    }
    SourceCapture capture = bed.capture(writing(way, "echo abcd"), new MemoryMembers("db"));
    assertThat(capture.contents()).containsEntry("bytes handed over", 5L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "pipe"})
  void aProgramThatNeverTouchesItsFileIsNoCapture(String way) {
    Settings settings = script("capture", "exit 0", List.of("{file}"), "fifo", way.equals("pipe"));
    Fault fault = fault(() -> bed.capture(settings, new MemoryMembers("db")));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void aProgramThatPutsAFileInThePlaceOfThePipeIsNoCapture() {
    Settings settings =
        script(
            "capture",
            "echo x > \"$1\"; echo whole > \"$1.tmp\"; mv -f \"$1.tmp\" \"$1\"",
            List.of("{file}"),
            "fifo",
            true);
    assertThat(fault(() -> bed.capture(settings, new MemoryMembers("db"))).getMessage())
        .contains("in the place of the pipe");
  }

  @Test
  void aProgramThatOpensThePipeSeveralTimesIsReadWhole() {
    MemoryMembers members = new MemoryMembers("db");
    bed.capture(
        script(
            "capture",
            "echo one > \"$1\"; sleep 0.3; echo two > \"$1\"",
            List.of("{file}"),
            "fifo",
            true),
        members);
    assertThat(text(members)).isEqualTo("one\ntwo\n");
  }

  @Test
  void theLastLinesAreInTheFaultAndTheSecretIsNot() {
    Settings settings =
        script(
            "capture",
            "for i in $(seq 1 2000); do echo line $i >&2; done; echo \"no $TOKEN\" >&2; exit 4",
            "environment",
            Map.of("TOKEN", "x-${HUB_TOKEN}"));
    Fault fault = fault(() -> bed.capture(settings, new MemoryMembers("db")));
    assertThat(fault.getMessage())
        .contains("exit code 4", "line 2000 / no x-******")
        .doesNotContain("line 1990 ");
  }

  @Test
  void aProgramIsGivenWhatThePlanGivesAndNothingElse() {
    MemoryMembers members = new MemoryMembers("db");
    bed.capture(
        new Settings(
            Map.of(
                "capture", List.of("env", "-0"),
                "environment", Map.of("HUB_URL", "http://127.0.0.1", "TOKEN", "${HUB_TOKEN}"))),
        members);
    List<String> names =
        Stream.of(text(members).split("\0")).map(it -> it.replaceFirst("=(?s).*", "")).toList();
    assertThat(names).contains("PATH", "HUB_URL", "TOKEN");
    assertThat(List.of("PATH", "HOME", "LANG", "HUB_URL", "TOKEN")).containsAll(names);
    assertThat(text(members)).contains("TOKEN=" + CommandBed.SECRET);
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() {
    MemoryMembers members = new MemoryMembers("db");
    List<String> words =
        List.of("printf", "%s|", "a b", "$HOME", "`id`", "*", "x;y", "'", "é", "{n}-{n}");
    bed.capture(new Settings(Map.of("capture", words, "variables", Map.of("n", "$1\\"))), members);
    assertThat(text(members)).isEqualTo("a b|$HOME|`id`|*|x;y|'|é|$1\\-$1\\|");
  }

  @Test
  void whatStandsInBracesMustBeKnown() {
    for (String word : List.of("{files}", "{}", "{\"a\":1}", "${TOKEN}")) {
      Settings settings = new Settings(Map.of("capture", List.of("echo", word)));
      Fault fault = fault(() -> bed.capture(settings, new MemoryMembers("db")));
      assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID);
    }
  }

  @Test
  void aMissingProgramIsNamed() {
    for (String program : List.of("no-such-hub-cli", "./no-such.sh", "/etc/passwd")) {
      Settings settings = new Settings(Map.of("capture", List.of(program)));
      Fault fault = fault(() -> bed.capture(settings, new MemoryMembers("db")));
      assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
      assertThat(fault(() -> bed.driver().probe(settings)).code())
          .isEqualTo(FaultCode.TOOL_MISSING);
    }
  }

  @Test
  void atTheLimitEverythingTheProgramStartedIsKilled() throws Exception {
    Path pids = bed.home.resolve("pids");
    Settings settings =
        script(
            "capture",
            "(sleep 611 & echo $! > " + pids + "; disown) ; sleep 612",
            "timeout",
            "PT2S");
    fault(() -> bed.capture(settings, new MemoryMembers("db")));
    assertGone(pids);
  }

  @Test
  void aCancelledStepKillsTheWholeGroup() throws Exception {
    Path pids = bed.home.resolve("pids");
    // Its parent is gone at once, so that nobody finds it among the descendants.
    Settings settings =
        script(
            "capture", "bash -c 'sleep 613 & echo $! > " + pids + "'; echo begun; cat /dev/zero");
    Fault fault =
        fault(
            () ->
                bed.driver()
                    .capture(
                        "db",
                        settings,
                        new MemoryMembers("db"),
                        TestStep.cancelledOnProgress("backup-1", 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertGone(pids);
  }

  @Test
  void whatAKilledServerLeftIsRemovedAtTheNextStartAndNothingElse() throws Exception {
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    long dead = new ProcessBuilder("true").start().pid();
    Path left = Files.createTempDirectory(tmp, "drillbook-command-" + dead + "-12345-");
    Files.writeString(left.resolve("file"), "plain text");
    long own = ProcessHandle.current().pid();
    Path ofAnEarlierLife = Files.createTempDirectory(tmp, "drillbook-command-" + own + "-12345-");
    try (PrivateFolder living = PrivateFolder.make("command")) {
      assertThat(Files.getPosixFilePermissions(living.file().getParent())).hasSize(3);
      bed.driver();
      assertThat(left).doesNotExist();
      assertThat(ofAnEarlierLife).doesNotExist();
      assertThat(living.file().getParent()).exists();
    }
  }

  @Test
  void aCountThatMovesMeanwhileIsToldAndNotCompared() {
    Settings settings =
        script(
            "capture",
            "echo data",
            "count",
            List.of("bash", "-c", "date +'moving = %N'; echo still: 5"));
    SourceCapture capture = bed.capture(settings, new MemoryMembers("db"));
    assertThat(capture.contents()).containsEntry("still", 5L).doesNotContainKey("moving");
    assertThat(capture.facts().toString()).contains("moved meanwhile: moving");
  }

  private static void assertGone(Path pids) throws Exception {
    long pid = Long.parseLong(Files.readString(pids).strip());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static String text(MemoryMembers members) {
    return new String(members.bytes(members.members().get(0).file()), StandardCharsets.UTF_8);
  }
}
