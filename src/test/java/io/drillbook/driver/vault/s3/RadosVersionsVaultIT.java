package io.drillbook.driver.vault.s3;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;

@Tag("long")
class RadosVersionsVaultIT extends S3VaultContract {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.VERSIONS;
  }

  @Override
  String checksums() {
    return "when-required";
  }
}
