package io.drillbook.usecase.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.pause.PauseWords;
import io.drillbook.domain.plan.CapturePlan;
import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ExpectedSize;
import io.drillbook.domain.plan.Hook;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.process.ProcessNote;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.OwedInMemory;
import io.drillbook.usecase.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pause owes, with real programs. */
class PauseTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String RUN = "backup-1";
  private static final String POINT = Bench.POINT;
  private static final StepRef CAPTURE = new StepRef("capture", "Capture", "db");

  @TempDir Path folder;
  private final OwedInMemory owed = new OwedInMemory();
  private final Stores stores = new Stores();
  private final Bench.Step step = new Bench.Step();
  private final List<String> told = new ArrayList<>();
  private final PauseLog log = (what, details) -> told.add(what + " " + details.get("program"));
  private String left;
  private PauseWrites pause;
  private ResumeWrites resume;

  @BeforeEach
  void useCases() throws IOException {
    Files.createFile(folder.resolve("journal"));
    var clock = java.time.Clock.fixed(Bench.NOW, java.time.ZoneOffset.UTC);
    pause = new PauseWrites(owed, folder, "1@here", clock, system -> Optional.ofNullable(left));
    resume = new ResumeWrites(owed, folder, clock, system -> Optional.ofNullable(left));
  }

  @AfterEach
  void closeStores() {
    stores.close();
  }

  @Test
  void whatWasDoneLastIsUndoneFirstAndThenTheOthersRun() throws Exception {
    pause.pause(plan(hook("a", "un-a"), hook("b", "un-b")), POINT, Optional.empty(), step, log);
    assertThat(journal()).containsExactly("before a", "before b");
    assertThat(owed.open()).hasSize(3);
    resume.resume(step, log);
    assertThat(journal())
        .containsExactly("before a", "before b", "undo un-b", "undo un-a", "after z");
    assertThat(owed.open()).isEmpty();
    resume.resume(step, log);
    assertThat(journal()).as("nothing twice").hasSize(5);
  }

  @Test
  void aProgramThatFailsMayHaveRunSoItIsUndoneAndNoLaterOneIsRun() throws Exception {
    Hook broken = new Hook(List.of("/bin/false"), say("un-b"), Duration.ofSeconds(20));
    ProtectionPlan plan = plan(hook("a", "un-a"), broken, hook("c", "un-c"));
    fails(FaultCode.COMMAND_FAILED, () -> pause.pause(plan, POINT, Optional.empty(), step, log));
    resume.resume(step, log);
    assertThat(journal()).containsExactly("before a", "undo un-b", "undo un-a", "after z");
  }

  @Test
  void anUndoThatCannotBeStartedIsFoundBeforeAnythingIsPaused() throws Exception {
    Hook lost = new Hook(say("a"), List.of("./no-such-program"), Duration.ofSeconds(20));
    fails(
        FaultCode.TOOL_MISSING, () -> pause.pause(plan(lost), POINT, Optional.empty(), step, log));
    assertThat(journal()).isEmpty();
    assertThat(owed.open()).isEmpty();
  }

  @Test
  void anUndoThatFailsKeepsNoOtherFromRunningAndIsOwedUntilItWorksOrAPersonDidIt()
      throws Exception {
    Hook broken =
        new Hook(say("a"), List.of("/bin/sh", "-c", "echo no; exit 3"), Duration.ofSeconds(20));
    pause.pause(plan(hook("b", "un-b"), broken), POINT, Optional.empty(), step, log);
    fails(FaultCode.WRITES_PAUSED, () -> resume.resume(step, log));
    assertThat(journal()).endsWith("undo un-b", "after z");
    OwedProgram left = owed.open().get(0);
    assertThat(owed.open()).hasSize(1);
    assertThat(left.trouble()).contains("backup.undo");
    assertThat(told).anyMatch(line -> line.startsWith(PauseWords.STILL));
    resume.settleByHand(RUN, "I saw it", log);
    assertThat(owed.open()).isEmpty();
    assertThat(told).anyMatch(line -> line.startsWith(PauseWords.BY_HAND));
  }

  @Test
  void nothingIsPausedWhereTheSystemLivesElsewhereOrThePlanPausesNothing() throws Exception {
    pause.pause(plan(hook("a", "un-a")), POINT, Optional.of("standby"), step, log);
    assertThat(told).containsExactly(PauseWords.ELSEWHERE + " null");
    pause.pause(new Bench(folder).plan(), POINT, Optional.empty(), step, log);
    assertThat(journal()).isEmpty();
  }

  @Test
  void nothingRunsAtAHomeThatIsLeftAndWhatIsOwedStaysOwed() throws Exception {
    pause.pause(plan(hook("a", "un-a")), POINT, Optional.empty(), step, log);
    left = "the system lives at 'standby'";
    assertThatThrownBy(() -> resume.resume(step, log))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.WRITES_PAUSED);
              assertThat(fault.hint()).contains("lives at 'standby'");
            });
    assertThat(journal()).containsExactly("before a");
    assertThat(owed.open()).hasSize(2);
    left = null;
    resume.resume(step, log);
    assertThat(journal()).containsExactly("before a", "undo un-a", "after z");
  }

  @Test
  void nothingIsPausedWhileTheSystemIsMovedAwayFromHome() throws Exception {
    left = "run 'incident-1' is open";
    fails(
        FaultCode.NOT_ALLOWED,
        () -> pause.pause(plan(hook("a", "un-a")), POINT, Optional.empty(), step, log));
    assertThat(journal()).isEmpty();
    assertThat(owed.open()).isEmpty();
  }

  @Test
  void aPauseIsNotBegunTwiceAndNothingIsCapturedInOneThatWasInterrupted() throws Exception {
    HoldPause hold = new HoldPause(owed, stores.record);
    assertThatCode(() -> hold.require(RUN, POINT, CAPTURE, 7)).doesNotThrowAnyException();
    ProtectionPlan plan = plan(hook("a", "un-a"));
    pause.pause(plan, POINT, Optional.empty(), step, log);
    hold.require(RUN, POINT, CAPTURE, 1);
    stores.record.appendNow(RUN, began(1));
    stores.record.appendNow(RUN, failed(1, FaultCode.SOURCE_UNREACHABLE));
    stores.record.appendNow(RUN, began(2));
    hold.require(RUN, POINT, CAPTURE, 2);
    stores.record.appendNow(RUN, began(3));
    fails(FaultCode.PAUSE_ENDED, () -> hold.require(RUN, POINT, CAPTURE, 3));
    fails(
        FaultCode.PAUSE_ENDED,
        () -> hold.require(RUN, POINT, new StepRef("capture", "", "media"), 1));
    fails(FaultCode.PAUSE_ENDED, () -> pause.pause(plan, POINT, Optional.empty(), step, log));
    assertThat(journal()).containsExactly("before a");
  }

  @Test
  void aCaptureThatEndsAfterItsPauseIsNotKept() throws Exception {
    HoldPause hold = new HoldPause(owed, stores.record);
    pause.pause(plan(hook("a", "un-a")), POINT, Optional.empty(), step, log);
    resume.resume(step, log);
    fails(FaultCode.PAUSE_ENDED, () -> hold.require(RUN, POINT, CAPTURE, 1));
  }

  @Test
  void aRunThatTakesAnotherPointPausesAnew() throws Exception {
    HoldPause hold = new HoldPause(owed, stores.record);
    pause.pause(plan(hook("a", "un-a")), POINT, Optional.empty(), step, log);
    owed.interrupt(RUN);
    resume.resume(step, log);
    fails(FaultCode.PAUSE_ENDED, () -> hold.require(RUN, POINT, CAPTURE, 1));
    String other = "20261120T030000Z-bbbbbb";
    pause.pause(plan(hook("b", "un-b")), other, Optional.empty(), step, log);
    hold.require(RUN, other, CAPTURE, 1);
    fails(FaultCode.PAUSE_ENDED, () -> hold.require(RUN, POINT, CAPTURE, 1));
    resume.resume(step, log);
    assertThat(journal())
        .containsExactly("before a", "undo un-a", "after z", "before b", "undo un-b", "after z");
    fails(FaultCode.PAUSE_ENDED, () -> hold.require(RUN, other, CAPTURE, 1));
  }

  @Test
  void aProgramThatOutlivedItsServerIsEndedBeforeItsUndo() throws Exception {
    Path mark = folder.resolve("stopped");
    // As after kill -9 of the server: still on its way to stop the application.
    List<String> slow = List.of("/bin/sh", "-c", "sleep 600 && touch '" + mark + "'");
    List<String> undo = List.of("/bin/sh", "-c", "rm -f '" + mark + "'");
    pause.pause(plan(new Hook(say("a"), undo, LONG)), POINT, Optional.empty(), step, log);
    AtomicReference<String> orphan = new AtomicReference<>();
    Thread server =
        new Thread(
            () ->
                new Command(slow, Map.of(), folder, LONG)
                    .runNoted(
                        step.cancellation(),
                        process -> {
                          owed.running(RUN, process);
                          orphan.set(process);
                        }));
    server.start();
    Awaitility.await().atMost(LONG).until(() -> orphan.get() != null);
    ProcessHandle leader = ProcessNote.running(orphan.get()).orElseThrow();
    Awaitility.await().atMost(LONG).until(() -> leader.children().findAny().isPresent());
    ProcessHandle child = leader.children().findAny().orElseThrow();
    resume.resume(step, log);
    assertThat(ProcessNote.running(orphan.get())).isEmpty();
    Awaitility.await().atMost(LONG).until(() -> !child.isAlive());
    server.join();
    assertThat(mark).doesNotExist();
    assertThat(owed.open()).isEmpty();
  }

  private static EntryDraft began(int attempt) {
    return Entries.attemptBegan(Bench.NOW, CAPTURE, "w", attempt);
  }

  private static EntryDraft failed(int attempt, FaultCode code) {
    return Entries.attemptFailed(Bench.NOW, CAPTURE, "w", attempt, code, "no");
  }

  private static void fails(FaultCode code, Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  private List<String> say(String word) {
    return List.of(
        "/bin/sh", "-c", "echo \"$DRILLBOOK_HOOK $0\" >> '" + folder + "/journal'", word);
  }

  private Hook hook(String word, String undo) {
    return new Hook(say(word), say(undo), Duration.ofSeconds(20));
  }

  private List<String> journal() throws IOException {
    return Files.readAllLines(folder.resolve("journal"));
  }

  private ProtectionPlan plan(Hook... before) {
    List<Hook> after = List.of(new Hook(say("z"), List.of(), Duration.ofSeconds(20)));
    ProtectionPlan p = Bench.plan(List.of("primary"), List.of("primary"));
    BackupPolicy b = p.backup();
    return new ProtectionPlan(
        p.system(),
        p.owner(),
        p.zone(),
        p.objectives(),
        p.sources(),
        new BackupPolicy(
            b.schedule(),
            b.vaults(),
            b.required(),
            b.encryptTo(),
            b.signWith(),
            List.of(),
            ExpectedSize.USUAL,
            List.of(),
            CatchUp.ONE,
            new CapturePlan(
                OptionalInt.empty(), List.of(before), after, CapturePlan.LONGEST_PAUSE)),
        p.retention(),
        p.readBack(),
        p.targets(),
        p.verify(),
        p.recovery(),
        p.approvals(),
        p.drills(),
        p.audience(),
        p.digest(),
        p.readiness(),
        EvidencePlan.NONE);
  }
}
