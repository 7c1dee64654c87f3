package io.drillbook.driver.vault.s3;

import io.drillbook.testbed.S3Server;

class S3MockChecksumsVaultIT extends S3MockContract {
  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.VERSIONS;
  }

  @Override
  String checksums() {
    return "when-supported";
  }
}
