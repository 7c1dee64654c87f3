package io.drillbook.driver.source.s3bucket;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;

/** A real server. */
@Tag("long")
class RadosBucketIT extends BucketContract {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  boolean copies() {
    return false;
  }

  /** Without TLS, at another port. */
  @Override
  String otherEndpoint() {
    return TestBed.radosGateway().plainEndpoint();
  }
}
