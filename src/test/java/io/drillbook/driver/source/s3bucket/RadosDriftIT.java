package io.drillbook.driver.source.s3bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** What a plan may rely on, and what a bucket must have to be protected at all. */
class RadosDriftIT extends RadosBed {
  @Test
  void aBucketWithoutVersionsIsRefusedUnlessItsBytesAreCaptured() {
    String plain = buckets.make(false);
    buckets.put(plain, "a", "first");
    Fault fault = fault(() -> driver.probe(buckets.settings(plain, Map.of())));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.getMessage()).contains("keeps no versions");
    Settings copied = buckets.settings(plain, Map.of("copy", true));
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = driver.capture("media", copied, members, step());
    buckets.put(plain, "a", "lost for ever");
    String target = buckets.make(true);
    driver.restore(
        capture, members.members(), members, buckets.settings(target, Map.of()), copied, step());
    assertThat(buckets.text(target, "a")).isEqualTo("first");
    Fault inPlace =
        fault(
            () ->
                driver.restore(
                    capture,
                    members.members(),
                    members,
                    buckets.settings(plain, Map.of("in-place", true)),
                    copied,
                    step()));
    assertThat(inPlace.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(buckets.text(plain, "a")).isEqualTo("lost for ever");
  }

  @Test
  void versioningThatSomebodySuspendedFailsOrWarnsAsThePlanSays() {
    buckets.versioning(bucket, BucketVersioningStatus.SUSPENDED);
    Map<String, Object> expect = new HashMap<>();
    expect.put("copy", true);
    expect.put("expect-versioning", "enabled");
    Fault probe = fault(() -> driver.probe(source(expect)));
    assertThat(probe.code()).isEqualTo(FaultCode.CHECK_FAILED);
    assertThat(probe.getMessage()).contains("versioning is suspended instead of enabled");
    Fault capture =
        fault(() -> driver.capture("media", source(expect), new MemoryMembers("media"), step()));
    assertThat(capture.code()).isEqualTo(FaultCode.CHECK_FAILED);

    expect.put("on-drift", "warn");
    assertThat(driver.probe(source(expect)).version()).contains("suspended");
    SourceCapture warned =
        driver.capture("media", source(expect), new MemoryMembers("media"), step());
    assertThat(warned.facts().get("drift")).contains("versioning is suspended");
  }

  @Test
  void aLifecycleThatRemovesVersionsTooEarlyIsDrift() {
    Map<String, Object> expect = Map.of("expect-noncurrent-days", 30L);
    lifecycle(30);
    assertThat(driver.probe(source(expect)).version()).isEqualTo("as expected");
    lifecycle(3);
    Fault fault = fault(() -> driver.probe(source(expect)));
    assertThat(fault.getMessage()).contains("days of replaced versions is 3 instead of 30");
    Fault lock = fault(() -> driver.probe(source(Map.of("expect-lock", "compliance"))));
    assertThat(lock.getMessage()).contains("object lock is off instead of compliance");
    Fault replication = fault(() -> driver.probe(source(Map.of("expect-replication", true))));
    assertThat(replication.getMessage()).contains("replication is");
  }

  @Test
  void aBucketInWhichNothingIsSeenIsNotCapturedSilently() {
    String wiped = buckets.make(true);
    buckets.put(wiped, "a", "first");
    buckets.delete(wiped, "a");
    Settings settings = buckets.settings(wiped, Map.of());
    Fault fault =
        fault(() -> driver.capture("media", settings, new MemoryMembers("media"), step()));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    Settings allowed = buckets.settings(wiped, Map.of("may-be-empty", true));
    assertThat(driver.capture("media", allowed, new MemoryMembers("media"), step()).contents())
        .containsEntry("objects", 0L);
  }

  private void lifecycle(int days) {
    LifecycleRule rule =
        LifecycleRule.builder()
            .id("old")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix(""))
            .noncurrentVersionExpiration(n -> n.noncurrentDays(days))
            .build();
    buckets
        .client()
        .putBucketLifecycleConfiguration(
            r -> r.bucket(bucket).lifecycleConfiguration(l -> l.rules(rule)));
  }
}
