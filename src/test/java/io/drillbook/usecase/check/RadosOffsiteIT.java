package io.drillbook.usecase.check;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;

/** The same with a real S3 server. */
@Tag("long")
class RadosOffsiteIT extends S3MockOffsiteIT {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }
}
