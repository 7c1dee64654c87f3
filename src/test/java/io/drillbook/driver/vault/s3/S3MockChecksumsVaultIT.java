package io.drillbook.driver.vault.s3;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;

class S3MockChecksumsVaultIT extends S3VaultContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.VERSIONS;
  }

  @Override
  String checksums() {
    return "when-supported";
  }

  @Override
  protected boolean discardsUploadsOnly() {
    return false;
  }
}
