package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.testbed.Disturbance;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What stands in for a condition that the store ignores, and that it never stays in the way. */
class ClaimIT extends S3FaultsContract {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LATEST;
  }

  @Override
  String timeout() {
    return "PT20S";
  }

  @Test
  void aClaimWhoseAnswerWasLostIsOurs() throws IOException {
    line.disturb(
        request -> request.startsWith("PUT ") && request.contains(".part"),
        1,
        Disturbance.loseAnswer());
    put(LARGE);
    assertStored(LARGE);
    assertThat(claims()).isZero();
  }

  @Test
  void aClaimThatStayedIsNotSeenAndDecidesNothing() throws IOException {
    line.disturb(removal(), FOR_EVER, Disturbance.slowDown());
    put(LARGE);
    assertThat(claims()).isEqualTo(1);
    assertThat(direct.list("")).hasSize(1);
    line.calm();

    vault.withdraw(KEY);
    assertThat(claims()).isZero();
    put(LARGE);
    assertStored(LARGE);
  }

  @Test
  void aClaimOfADeadUploadIsNamedAndGoesWithIt() throws IOException {
    line.disturb(completion(), FOR_EVER, Disturbance.slowDown());
    line.disturb(removal(), FOR_EVER, Disturbance.slowDown());
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(LARGE));
    line.calm();
    assertThat(claims()).isEqualTo(1);

    Fault fault = assertFault(FaultCode.OBJECT_EXISTS, () -> put(LARGE));
    assertThat(fault).hasMessageContaining("another upload is about to");

    vault.discardUploads("shop/p1/");
    assertThat(claims()).isZero();
    put(LARGE);
    assertStored(LARGE);
  }

  @Test
  void aLateReleaseLeavesTheClaimOfASuccessor() {
    S3Parts parts = parts();
    Claim late = parts.claim(inStore(KEY));
    late.take();
    vault.discardUploads("shop/p1/");
    Claim successor = parts.claim(inStore(KEY));
    successor.take();

    late.release();
    assertThat(claims()).isEqualTo(1);
    successor.release();
    assertThat(claims()).isZero();
  }

  @Test
  void whoWithdrawsAnObjectLeavesTheClaimOfAnotherUpload() {
    put(SMALL);
    Claim other = parts().claim(inStore(KEY));
    other.take();
    vault.withdraw(KEY);
    assertThat(direct.list("")).isEmpty();
    assertThat(claims()).isEqualTo(1);
    other.release();
    assertThat(claims()).isZero();
  }

  private S3Parts parts() {
    return S3Parts.of(server().settings(keeps(), "", S3Server.OWNER));
  }

  private long claims() {
    try (S3Client s3 = server().client()) {
      return s3
          .listObjectsV2(r -> r.bucket(server().bucket(keeps())).prefix(inStore(KEY)))
          .contents()
          .stream()
          .filter(one -> one.key().endsWith(".part"))
          .count();
    }
  }
}
