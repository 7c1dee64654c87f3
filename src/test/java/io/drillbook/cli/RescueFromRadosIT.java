package io.drillbook.cli;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;

/** The same with a real S3 server, which checks logins. */
@Tag("long")
class RescueFromRadosIT extends RescueFromS3MockIT {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  String name() {
    return "rados";
  }
}
