package io.drillbook.usecase.catalog;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;

/** The same with a real S3 server. */
@Tag("long")
class RebuildFromRadosIT extends RebuildFromS3MockIT {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }
}
