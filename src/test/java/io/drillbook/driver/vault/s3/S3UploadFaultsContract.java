package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.testbed.Disturbance;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nothing looks complete that is not, and what is there is never reported as failed. */
abstract class S3UploadFaultsContract extends S3FaultsContract {
  /** As many as the patient client makes. */
  private static final int TRIES = 8;

  /** False for a double that takes a part whose MD5 is another than was sent along. */
  boolean refusesWrongSums() {
    return true;
  }

  @Test
  void aLineThatDoesNoHarmIsNotNoticed() throws IOException {
    put(LARGE);
    assertStored(LARGE);
    assertThat(line.asked(part(3))).isGreaterThanOrEqualTo(1);
    assertThat(line.asked(completion())).isGreaterThanOrEqualTo(1);
  }

  @Test
  void anObjectThatIsCutOnItsWayIsSentAgain() throws IOException {
    line.disturb(whole(), 2, Disturbance.cutRequest(50_000));
    put(SMALL);
    assertStored(SMALL);
    assertThat(line.asked(whole())).isGreaterThanOrEqualTo(3);
  }

  @Test
  void anObjectThatIsAlwaysCutIsNotThere() {
    line.disturb(whole(), FOR_EVER, Disturbance.cutRequest(99_999));
    Fault fault = assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(SMALL));
    assertThat(fault).hasMessageContaining("it does not answer").hasMessageContaining(KEY);
    assertThat(line.asked(whole())).isEqualTo(TRIES);
    assertNothingIsThere();
  }

  @Test
  void aPartThatIsCutOnItsWayIsSentAgain() throws IOException {
    line.disturb(part(2), 2, Disturbance.cutRequest(5_000_000));
    put(LARGE);
    assertStored(LARGE);
    assertThat(line.asked(part(2))).isGreaterThanOrEqualTo(3);
    assertThat(line.asked(part(1))).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aPartThatIsAlwaysCutLeavesNothing() {
    line.disturb(part(2), FOR_EVER, Disturbance.cutRequest(1));
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(LARGE));
    assertThat(line.asked(part(2))).isEqualTo(TRIES);
    assertThat(line.asked(completion())).isZero();
    assertNothingIsThere();
  }

  @Test
  void whatWasStoredAlthoughTheAnswerWasLostIsOurs() throws IOException {
    line.disturb(whole(), 1, Disturbance.loseAnswer());
    put(SMALL);
    assertStored(SMALL);
  }

  @Test
  void whatWasStoredAlthoughNoAnswerEverCameIsOurs() throws IOException {
    line.disturb(whole(), FOR_EVER, Disturbance.loseAnswer());
    put(SMALL);
    assertStored(SMALL);
  }

  @Test
  void whatWasCompletedAlthoughTheAnswerWasLostIsOurs() throws IOException {
    line.disturb(completion(), 1, Disturbance.loseAnswer());
    put(LARGE);
    assertStored(LARGE);
  }

  @Test
  void whatWasCompletedAlthoughNoAnswerEverCameIsOurs() throws IOException {
    line.disturb(completion(), FOR_EVER, Disturbance.loseAnswer());
    put(LARGE);
    assertStored(LARGE);
  }

  @Test
  void whatSomebodyElseStoredIsNotTakenForOursWhereTheAnswerIsLost() throws IOException {
    var upload = vault.create(KEY);
    upload.write(1);
    try (var other = direct.create(KEY)) {
      other.write(SMALL);
      other.commit();
    }
    line.disturb(whole(), 1, Disturbance.loseAnswer());
    assertFault(FaultCode.OBJECT_EXISTS, upload::commit);
    assertStored(SMALL);
  }

  @Test
  void anAnswerThatComesTooLateIsNotWaitedFor() throws IOException {
    line.disturb(whole(), 1, Disturbance.lateAnswer(Duration.ofSeconds(10)));
    put(SMALL);
    assertStored(SMALL);
    assertThat(line.asked(whole())).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aPartWhoseAnswersAreAlwaysLateIsGivenUp() {
    line.disturb(part(1), FOR_EVER, Disturbance.lateAnswer(Duration.ofSeconds(10)));
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(LARGE));
    assertThat(line.asked(part(1))).isEqualTo(TRIES);
    assertNothingIsThere();
  }

  @Test
  void aStoreThatIsBusyForAWhileIsWaitedFor() throws IOException {
    line.disturb(whole(), 3, Disturbance.slowDown());
    line.disturb(part(1), 3, Disturbance.slowDown());
    line.disturb(completion(), 3, Disturbance.slowDown());
    put(LARGE);
    assertStored(LARGE);
    assertThat(line.asked(completion())).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aStoreThatIsAlwaysBusySaysSo() {
    line.disturb(whole(), FOR_EVER, Disturbance.slowDown());
    Fault fault = assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(SMALL));
    assertThat(fault).hasMessageContaining("503 SlowDown");
    assertThat(fault.hint()).contains("overloaded");
    assertThat(line.asked(whole())).isEqualTo(TRIES);
    assertNothingIsThere();
  }

  @Test
  void aStoreThatIsAlwaysTooBusyToCompleteHasNothing() {
    line.disturb(completion(), FOR_EVER, Disturbance.slowDown());
    Fault fault = assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(LARGE));
    assertThat(fault).hasMessageContaining("503 SlowDown");
    assertThat(line.asked(completion())).isBetween(2L, (long) TRIES);
    assertNothingIsThere();
  }

  @Test
  void bytesThatChangeOnTheirWayAreSentAgain() throws IOException {
    assumeTrue(refusesWrongSums(), "this server does not compare the sums of parts");
    line.disturb(part(2), 1, Disturbance.alterRequest(4_000_000));
    put(LARGE);
    assertStored(LARGE);
    assertThat(line.asked(part(2))).isGreaterThanOrEqualTo(2);
  }

  @Test
  void bytesThatAlwaysChangeOnTheirWayAreNeverStored() {
    assumeTrue(refusesWrongSums(), "this server does not compare the sums of parts");
    line.disturb(whole(), FOR_EVER, Disturbance.alterRequest(70_000));
    Fault fault = assertFault(FaultCode.CHECKSUM_MISMATCH, () -> put(SMALL));
    assertThat(fault).hasMessageContaining("changed on their way");
    assertThat(line.asked(whole())).isEqualTo(TRIES);
    assertNothingIsThere();
  }

  @Test
  void whatCouldNotBeDiscardedIsNotSeenAndGoesWithTheNextTry() throws IOException {
    line.disturb(part(2), FOR_EVER, Disturbance.cutRequest(1));
    line.disturb(removal(), FOR_EVER, Disturbance.slowDown());
    Fault fault = assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(LARGE));
    assertThat(fault).hasMessageStartingWith("unable to write");
    assertThat(direct.list("")).isEmpty();
    assertThat(uploads().uploads()).hasSize(1);

    line.calm();
    vault.discardUploads("shop/p1/");
    assertNothingIsThere();
    put(LARGE);
    assertStored(LARGE);
  }
}
