package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.testbed.Disturbance;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class S3MockUploadFaultsIT extends S3UploadFaultsContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LATEST;
  }

  @Override
  boolean refusesWrongSums() {
    return false;
  }

  @Test
  void whatAStoreTookWithoutComparingSumsIsTakenBack() {
    line.disturb(part(2), 1, Disturbance.alterRequest(4_000_000));
    assertFault(FaultCode.CHECKSUM_MISMATCH, () -> put(LARGE));
    assertNothingIsThere();
  }
}
