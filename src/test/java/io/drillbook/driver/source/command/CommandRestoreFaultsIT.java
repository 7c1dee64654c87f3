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
import io.drillbook.spi.source.RestoreReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that fail, lie and hang while they read, and targets that may not be touched. */
class CommandRestoreFaultsIT {
  private static final String RUN = "restore-1";

  private final CommandBed bed = new CommandBed();
  private final MemoryMembers members = new MemoryMembers("db");
  private SourceCapture capture;

  @BeforeEach
  void capture() {
    capture =
        bed.capture(
            script("capture", "head -c 500000 /dev/urandom", "identify", List.of("echo", "home")),
            members);
  }

  @AfterEach
  void close() {
    bed.close();
    assertThat(CommandSourceContract.temporary()).isEmpty();
  }

  private Settings reading(String way, String script, Object... more) {
    String in = way.equals("stream") ? "cat" : "cat \"$1\"";
    return bed.target(
        script.replace("COPY", in + " > " + bed.target + "/data"),
        way.equals("stream") ? List.of() : List.of("{file}"),
        way.equals("pipe") ? concat(more) : more);
  }

  private static Object[] concat(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "fifo";
    all[more.length + 1] = true;
    return all;
  }

  private RestoreReport restore(Settings target, TestStep step) {
    return bed.driver()
        .restore(capture, members.members(), members, target, CommandBed.production(), step);
  }

  @ParameterizedTest
  @CsvSource({
    "stream,COPY; exit 3", "file,COPY; exit 3", "pipe,COPY; exit 3",
    "stream,COPY; kill -9 $$", "file,COPY; kill -9 $$", "pipe,COPY; kill -9 $$",
    "stream,COPY; sleep 600", "file,COPY; sleep 600", "pipe,COPY; sleep 600",
    "stream,exit 3", "file,exit 3", "pipe,exit 3"
  })
  void aProgramThatFailsDiesOrHangsIsNoRestoreAndLeavesNothing(String way, String script) {
    Settings target = reading(way, script, "timeout", "PT2S");
    Fault fault = fault(() -> restore(target, TestStep.of(RUN, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(bed.inTarget()).isEmpty();
    restore(reading(way, "COPY"), TestStep.of(RUN, 2));
    assertThat(Shell.run("sha256sum < \"$1\"/data", bed.target.toString()))
        .startsWith(capture.facts().get("sha256"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "pipe"})
  void aProgramThatEndsWellBeforeItHasReadEverythingIsNoRestore(String way) {
    String some = way.equals("stream") ? "head -c 10" : "head -c 10 \"$1\"";
    for (String script :
        List.of(some + " > " + bed.target + "/data", "echo x > " + bed.target + "/y")) {
      Fault fault = fault(() -> restore(reading(way, script), TestStep.of(RUN, 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
      assertThat(fault.hint()).contains("before it had read everything");
      assertThat(bed.inTarget()).isEmpty();
    }
  }

  @Test
  void aTargetThatIsStillEmptyAfterwardsIsNoRestore() {
    Fault fault = fault(() -> restore(reading("file", "exit 0"), TestStep.of(RUN, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(fault.hint()).contains("'empty' says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "pipe"})
  void aProgramThatIsGivenHalfNeverSeesTheEnd(String way) {
    String file = members.members().get(0).file();
    members.truncate(file, 250_000);
    Path seen = bed.home.resolve("seen");
    Settings target = reading(way, "COPY; echo end > " + seen);
    Fault fault = fault(() -> restore(target, TestStep.of(RUN, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(seen).doesNotExist();
    assertThat(bed.inTarget()).isEmpty();
  }

  /** Bugs 5 and 6 of the table: what is there already is neither overwritten nor removed. */
  @Test
  void whatLayThereIsNotRemovedWhereItMayBeOverwritten() throws Exception {
    Files.writeString(bed.target.resolve("theirs"), "precious");
    Settings target = reading("stream", "COPY; exit 3", "may-overwrite", true);
    fault(() -> restore(target, TestStep.of(RUN, 1)));
    assertThat(bed.inTarget()).contains("theirs");
    Fault refused = fault(() -> restore(reading("stream", "COPY"), TestStep.of("restore-2", 1)));
    assertThat(refused.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
  }

  @Test
  void anAnswerThatIsNeitherYesNorNoIsNoLeave() {
    Settings target =
        reading("stream", "COPY", "empty", List.of("bash", "-c", "echo no route >&2; exit 2"));
    Fault fault = fault(() -> restore(target, TestStep.of(RUN, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.COMMAND_FAILED);
    assertThat(fault.getMessage()).contains("no route");
    assertThat(bed.inTarget()).isEmpty();
  }

  @Test
  void theSameCommandWithTheSameSettingsIsProductionEvenWithoutAName() {
    Settings target =
        CommandSourceContract.without(
            reading("stream", "COPY", "may-be-unidentified", true), "identify");
    Fault fault =
        fault(
            () ->
                bed.driver()
                    .restore(
                        capture, members.members(), members, target, target, TestStep.of(RUN, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
  }

  @Test
  void aSourceWithoutANameIsNotTakenForAnotherPlaceUnlessThePlanSaysSo() {
    Settings nameless = script("capture", "echo data");
    Fault fault = fault(() -> bed.driver().checkTarget(reading("stream", "COPY"), nameless, RUN));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    bed.driver().checkTarget(reading("stream", "COPY", "may-be-unidentified", true), nameless, RUN);
  }

  @Test
  void aLostHomeIsNoReasonToRefuse() {
    Settings lost = script("capture", "echo data", "identify", List.of("false"));
    bed.driver().checkTarget(reading("stream", "COPY"), lost, RUN);
    Settings home = reading("stream", "COPY", "identify", List.of("echo", "home"));
    Fault fault =
        fault(
            () ->
                bed.driver()
                    .restore(capture, members.members(), members, home, lost, TestStep.of(RUN, 1)));
    assertThat(fault.code())
        .as("what was captured tells")
        .isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
  }

  @Test
  void whatAKilledServerLeftRunningIsEndedBeforeTheNextAttempt() throws Exception {
    Process left = new ProcessBuilder("setsid", "sleep", "617").start();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> left.info().arguments().map(it -> it[0].equals("617")).orElse(false));
      Settings target = reading("stream", "COPY");
      bed.mark(target, RUN).begin("content", 1);
      bed.mark(target, RUN).runs("content", 1, left.toHandle());
      Files.writeString(bed.target.resolve("half"), "of the first attempt");
      restore(target, TestStep.of(RUN, 2));
      assertThat(left.waitFor()).isEqualTo(137);
      assertThat(bed.inTarget()).isEqualTo("data\n");
    } finally {
      left.destroyForcibly();
    }
  }

  @Test
  void aForgottenAttemptGivesWayToANewerOne() {
    Settings target = reading("stream", "COPY");
    bed.mark(target, RUN).begin("content", 3);
    Fault fault = fault(() -> restore(target, TestStep.of(RUN, 2)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
  }

  /** The mark of the newer attempt is what it writes itself: only the number differs. */
  @ParameterizedTest
  @CsvSource({"exit 3,RESTORE_FAILED", "exit 0,CANCELLED"})
  void anAttemptThatWasOvertakenLeavesWhatTheNewerOneRestored(String end, FaultCode code)
      throws Exception {
    Path marks = bed.home.resolve("config/.drillbook/command-marks");
    String overtake = "COPY; sed -i 4s/1/2/ " + marks + "/*.run; ";
    Fault fault = fault(() -> restore(reading("stream", overtake + end), TestStep.of(RUN, 1)));
    assertThat(fault.code()).isEqualTo(code);
    assertThat(bed.inTarget()).isEqualTo("data\n");
    try (Stream<Path> all = Files.list(marks)) {
      assertThat(Files.readAllLines(all.findFirst().orElseThrow()))
          .startsWith(RUN)
          .contains("begun", "2");
    }
  }

  @Test
  void anAttemptThatWasOvertakenNeitherBeginsNorRunsNorTellsOfAnEnd() {
    Mark mark = bed.mark(reading("stream", "COPY"), RUN);
    mark.begin("content", 2);
    for (ThrowingCallable write :
        List.<ThrowingCallable>of(
            () -> mark.begin("content", 1),
            () -> mark.runs("content", 1, ProcessHandle.current()),
            () -> mark.done("content", 1),
            () -> mark.discarded(1))) {
      assertThat(fault(write).code()).isEqualTo(FaultCode.CANCELLED);
    }
    mark.done("content", 2);
    assertThat(mark.isDone("content")).isTrue();
  }

  @Test
  void twoSourcesInOnePlaceAreNotTakenForOne() {
    Settings one = reading("stream", "COPY", "identify", List.of("echo", "hub"));
    Settings other =
        bed.target(
            "cat > " + bed.target + "/other",
            List.of(),
            "identify",
            List.of("echo", "hub"),
            "empty",
            List.of("test", "!", "-e", bed.target + "/other"),
            "discard",
            List.of("rm", "-f", bed.target + "/other"));
    restore(one, TestStep.of(RUN, 1));
    restore(other, TestStep.of(RUN, 1));
    assertThat(restore(one, TestStep.of(RUN, 2)).alreadyDone()).isTrue();
    assertThat(restore(other, TestStep.of(RUN, 2)).alreadyDone()).isTrue();
    bed.driver().discard(other, RUN);
    assertThat(bed.inTarget()).isEqualTo("data\n");
  }

  @Test
  void aTargetThatIsLostAndMadeAnewIsRestoredAgain() throws Exception {
    restore(reading("stream", "COPY"), TestStep.of(RUN, 1));
    Files.delete(bed.target.resolve("data"));
    assertThat(restore(reading("stream", "COPY"), TestStep.of(RUN, 2)).alreadyDone()).isFalse();
    assertThat(bed.inTarget()).isEqualTo("data\n");
  }

  @Test
  void aTargetWithoutAProgramThatEmptiesItIsNotDiscarded() {
    Settings target = CommandSourceContract.without(reading("stream", "COPY"), "discard");
    restore(target, TestStep.of(RUN, 1));
    Fault fault = fault(() -> bed.driver().discard(target, RUN));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(bed.inTarget()).isEqualTo("data\n");
  }

  @Test
  void theProgramOfATargetIsGivenTheTargetsSecretAndTellsItNobody() {
    Settings target =
        reading(
            "stream",
            "echo \"refused $TOKEN\" >&2; exit 5",
            "environment",
            Map.of("TOKEN", "${TARGET_TOKEN}"));
    assertThat(fault(() -> restore(target, TestStep.of(RUN, 1))).getMessage())
        .contains("refused ******");
  }
}
