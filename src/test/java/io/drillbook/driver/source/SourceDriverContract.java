package io.drillbook.driver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every kind of source must hold; a kind's own test extends it and adds what is special. */
public abstract class SourceDriverContract {
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** The driver under test. */
  protected abstract SourceDriver driver();

  /** A source that holds data; the same for all tests. */
  protected abstract Settings source();

  /** A target that no test used before; empty or not there. */
  protected abstract Settings newTarget();

  /** Says what is in a source or target, so that equal text means equal data. */
  protected abstract String digest(Settings place);

  /** Puts somebody's data into a target. */
  protected abstract void occupy(Settings target);

  /** Whether the target holds nothing. */
  protected abstract boolean isGone(Settings target);

  /** The same place with a login that is refused. */
  protected abstract Settings withWrongCredentials(Settings place);

  /** The same place at an address where nobody answers. */
  protected abstract Settings unreachable(Settings place);

  /** The source by another address, such as another name of its host. */
  protected abstract Settings byAnotherAddress(Settings source);

  /** Whether places of this kind are opened by a login at all. */
  protected boolean hasLogin() {
    return true;
  }

  /** A run that no test used before. */
  protected final String newRun() {
    return "restore-20261120T020000Z-"
        + RUNS.incrementAndGet()
        + "-"
        + ProcessHandle.current().pid();
  }

  /** Settings with one entry changed. */
  protected static Settings with(Settings settings, String key, Object value) {
    Map<String, Object> values = new HashMap<>(settings.values());
    values.put(key, value);
    return new Settings(values);
  }

  protected static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    assertThat(fault.getMessage()).startsWith("unable to ");
    assertThat(fault.hint()).isNotBlank();
    return fault;
  }

  @Test
  void whatWasCapturedComesBackEqual() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    RestoreReport report = restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(digest(target)).isEqualTo(digest(source()));
    assertThat(report.contents()).isEqualTo(capture.contents());
    assertThat(report.alreadyDone()).isFalse();
  }

  @Test
  void progressIsReportedBothWays() {
    MemoryMembers members = new MemoryMembers("db");
    TestStep taking = TestStep.of(newRun(), 1);
    SourceCapture capture = driver().capture("db", source(), members, taking);
    assertThat(taking.subjects()).isNotEmpty();
    TestStep restoring = TestStep.of(newRun(), 1);
    restore(capture, members, newTarget(), restoring);
    assertThat(restoring.subjects()).isNotEmpty();
  }

  @Test
  void aCancelledCaptureEndsAndLeavesNoProcess() {
    Set<Long> before = children();
    TestStep step = TestStep.cancelledOnProgress(newRun(), 1);
    Fault fault = fault(() -> driver().capture("db", source(), new MemoryMembers("db"), step));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertNoNewChildren(before);
  }

  @Test
  void aCancelledRestoreLeavesNothingAndTheNextAttemptSucceeds() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    Set<Long> before = children();
    String run = newRun();
    Fault fault =
        fault(() -> restore(capture, members, target, TestStep.cancelledOnProgress(run, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertNoNewChildren(before);
    assertThat(isGone(target)).isTrue();
    restore(capture, members, target, TestStep.of(run, 2));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void theSecondCallOfARunChangesNothing() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    restore(capture, members, target, TestStep.of(run, 1));
    RestoreReport again = restore(capture, members, target, TestStep.of(run, 2));
    assertThat(again.alreadyDone()).isTrue();
    assertThat(again.contents()).isEqualTo(capture.contents());
  }

  @Test
  void anotherRecoveryPointOfTheSameRunReplacesWhatTheRunBrought() {
    MemoryMembers first = new MemoryMembers("db");
    SourceCapture before = capture(first);
    MemoryMembers second = new MemoryMembers("db");
    SourceCapture after = capture(second);
    Settings target = newTarget();
    String run = newRun();
    restore(before, first, target, TestStep.of(run, 1));
    driver().checkTarget(target, source(), run);
    RestoreReport report = restore(after, second, target, TestStep.of(run, 2));
    assertThat(report.alreadyDone()).isFalse();
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void aTargetThatHoldsDataIsRefusedAndKeepsIt() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    occupy(target);
    String before = digest(target);
    Fault check = fault(() -> driver().checkTarget(target, source(), newRun()));
    assertThat(check.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    assertThat(digest(target)).isEqualTo(before);
  }

  @Test
  void whatAnotherRunRestoredIsRefused() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    restore(capture, members, target, TestStep.of(newRun(), 1));
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
  }

  @Test
  void productionIsRefusedByItsOwnAddressAndByAnother() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    for (Settings target : java.util.List.of(source(), byAnotherAddress(source()))) {
      Fault check = fault(() -> driver().checkTarget(target, source(), newRun()));
      assertThat(check.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
      Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    }
  }

  @Test
  void aRescueThatKnowsNoPlanRestoresAndStillRefusesWhatHoldsData() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    driver().checkTarget(target, Settings.none(), run);
    driver()
        .restore(capture, members.members(), members, target, Settings.none(), TestStep.of(run, 1));
    assertThat(digest(target)).isEqualTo(digest(source()));
    String before = digest(source());
    Fault home =
        fault(
            () ->
                driver()
                    .restore(
                        capture,
                        members.members(),
                        members,
                        source(),
                        Settings.none(),
                        TestStep.of(newRun(), 1)));
    assertThat(home.code().isRefusal()).as(home.toString()).isTrue();
    assertThat(digest(source())).isEqualTo(before);
  }

  @Test
  void wrongCredentialsAreAPermanentFaultWithoutTheSecret() {
    assumeTrue(hasLogin(), "this kind has no login");
    Settings wrong = withWrongCredentials(source());
    Fault probe = fault(() -> driver().probe(wrong));
    assertThat(probe.code()).isEqualTo(FaultCode.CREDENTIALS_REFUSED);
    assertThat(probe.code().isTransient()).isFalse();
    Fault capture =
        fault(
            () -> driver().capture("db", wrong, new MemoryMembers("db"), TestStep.of(newRun(), 1)));
    assertThat(capture.code()).isEqualTo(FaultCode.CREDENTIALS_REFUSED);
  }

  @Test
  void anUnreachableServerIsATransientFaultAtEitherEnd() {
    Fault source = fault(() -> driver().probe(unreachable(source())));
    assertThat(source.code()).isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    assertThat(source.code().isTransient()).isTrue();
    Fault target = fault(() -> driver().checkTarget(unreachable(newTarget()), source(), newRun()));
    assertThat(target.code()).isEqualTo(FaultCode.TARGET_UNREACHABLE);
    assertThat(target.code().isTransient()).isTrue();
  }

  @Test
  void aDiscardedTargetIsGoneAndMayBeDiscardedAgain() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    restore(capture, members, target, TestStep.of(run, 1));
    driver().discard(target, run);
    assertThat(isGone(target)).isTrue();
    driver().discard(target, run);
  }

  @Test
  void whatAnotherRunRestoredIsNotDiscarded() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    restore(capture, members, target, TestStep.of(newRun(), 1));
    Fault fault = fault(() -> driver().discard(target, newRun()));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void whatWasCapturedIsWholeToTheToolThatRestoresIt() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    TestStep step = TestStep.of(newRun(), 1);
    driver().checkStructure(capture, members.members(), members, step);
    assertThat(step.subjects()).isNotEmpty();
  }

  @Test
  void aCutMemberIsNotWholeToTheToolThatRestoresIt() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    members
        .members()
        .forEach(
            member -> members.truncate(member.file(), members.bytes(member.file()).length / 2));
    Set<Long> before = children();
    Fault fault =
        fault(
            () ->
                driver()
                    .checkStructure(capture, members.members(), members, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertNoNewChildren(before);
  }

  @Test
  void aDamagedMemberFailsTheRestoreAndLeavesNothing() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    members
        .members()
        .forEach(
            member -> members.truncate(member.file(), members.bytes(member.file()).length / 2));
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code().isTransient()).isFalse();
    assertThat(isGone(target)).isTrue();
  }

  protected final SourceCapture capture(MemoryMembers members) {
    return driver().capture("db", source(), members, TestStep.of(newRun(), 1));
  }

  protected final RestoreReport restore(
      SourceCapture capture, MemoryMembers members, Settings target, TestStep step) {
    return driver().restore(capture, members.members(), members, target, source(), step);
  }

  protected static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  protected static void assertNoNewChildren(Set<Long> before) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(before).containsAll(children()));
  }
}
