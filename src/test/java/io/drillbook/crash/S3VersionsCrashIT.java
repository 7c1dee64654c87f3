package io.drillbook.crash;

import io.drillbook.testbed.S3Server.Keeps;
import org.junit.jupiter.api.Tag;

/** In a bucket that keeps versions, deleting leaves something unless each version goes. */
@Tag("long")
class S3VersionsCrashIT extends S3CrashIT {
  @Override
  Keeps keeps() {
    return Keeps.VERSIONS;
  }
}
