package io.drillbook.driver.vault.s3;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;

@Tag("long")
class S3MockDownloadFaultsIT extends S3DownloadFaultsContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LATEST;
  }
}
