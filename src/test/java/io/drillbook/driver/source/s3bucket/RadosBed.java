package io.drillbook.driver.source.s3bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A bucket with versions on a real server; Adobe's double copies no old version on top. */
abstract class RadosBed {
  protected Buckets buckets;
  protected String bucket;
  protected S3BucketSourceDriver driver =
      new S3BucketSourceDriver(S3Server.SECRETS, Clock.systemUTC());
  private int runs;

  @BeforeEach
  void makeBucket() {
    buckets = new Buckets(TestBed.radosGateway());
    bucket = buckets.make(true);
    buckets.put(bucket, "uploads/1.jpg", "one");
    buckets.put(bucket, "uploads/2.jpg", "two");
    buckets.put(bucket, "uploads/3.jpg", "three");
    buckets.put(bucket, "other.txt", "other");
  }

  protected Settings source(Map<String, Object> more) {
    return buckets.settings(bucket, more);
  }

  protected SourceCapture capture(MemoryMembers members) {
    return driver.capture("media", source(Map.of()), members, step());
  }

  protected RestoreReport restore(SourceCapture capture, MemoryMembers members, String target) {
    return restore(capture, members, target, step());
  }

  protected RestoreReport restore(
      SourceCapture capture, MemoryMembers members, String target, TestStep step) {
    return driver.restore(
        capture,
        members.members(),
        members,
        buckets.settings(target, Map.of()),
        source(Map.of()),
        step);
  }

  protected TestStep step() {
    return TestStep.of("restore-" + bucket + "-" + ++runs, 1);
  }

  protected static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    return fault;
  }
}
