package io.drillbook.driver.source.s3bucket;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;

/** The quick server; it checks no login. */
class S3MockBucketIT extends BucketContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  boolean copies() {
    return false;
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
