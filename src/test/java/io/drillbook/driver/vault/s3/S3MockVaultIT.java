package io.drillbook.driver.vault.s3;

import io.drillbook.testbed.S3Server;

class S3MockVaultIT extends S3MockContract {
  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LATEST;
  }

  @Override
  String checksums() {
    return "when-required";
  }
}
