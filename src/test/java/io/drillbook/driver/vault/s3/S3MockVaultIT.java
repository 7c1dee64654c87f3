package io.drillbook.driver.vault.s3;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;

class S3MockVaultIT extends S3VaultContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LATEST;
  }

  @Override
  String checksums() {
    return "when-required";
  }

  @Override
  protected boolean discardsUploadsOnly() {
    return false;
  }
}
