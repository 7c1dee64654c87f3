package io.drillbook.driver.source.s3bucket;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;

/** The quick server, with the bytes in the capture. */
@Tag("long")
class S3MockBucketCopyIT extends BucketContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  boolean copies() {
    return true;
  }

  @Override
  String otherEndpoint() {
    return server().endpoint().replace("localhost", "127.0.0.1");
  }

  @Override
  protected boolean hasLogin() {
    return false;
  }
}
