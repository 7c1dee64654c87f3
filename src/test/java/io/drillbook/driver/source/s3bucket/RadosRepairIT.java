package io.drillbook.driver.source.s3bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Disasters that a bucket survives by its versions. */
class RadosRepairIT extends RadosBed {
  private static final Limits SMALL = new Limits(5 << 20, 5 << 20);

  @Test
  void whatWasOverwrittenOrDeletedIsPutOnTopAgainAndNothingIsRemoved() {
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    buckets.put(bucket, "uploads/1.jpg", "encrypted by somebody");
    buckets.delete(bucket, "uploads/2.jpg");
    buckets.put(bucket, "uploads/new.jpg", "came later");
    long before = buckets.versions(bucket);
    RestoreReport report = repair(capture, members, Map.of());
    assertThat(report.notes().get(0)).startsWith("2 of 4");
    assertThat(report.contents()).isEqualTo(capture.contents());
    assertThat(buckets.text(bucket, "uploads/1.jpg")).isEqualTo("one");
    assertThat(buckets.text(bucket, "uploads/2.jpg")).isEqualTo("two");
    assertThat(buckets.text(bucket, "uploads/new.jpg")).isEqualTo("came later");
    assertThat(buckets.versions(bucket)).isEqualTo(before + 2);

    RestoreReport again = repair(capture, members, Map.of());
    assertThat(again.notes().get(0)).startsWith("0 of 4");
    assertThat(buckets.versions(bucket)).isEqualTo(before + 2);
  }

  @Test
  void oneKeyOrOneFolderIsRepairedAlone() {
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    for (String key : new String[] {"uploads/1.jpg", "uploads/2.jpg", "other.txt"}) {
      buckets.put(bucket, key, "wrong");
    }
    repair(capture, members, Map.of("only", "uploads/1.jpg"));
    assertThat(buckets.text(bucket, "uploads/1.jpg")).isEqualTo("one");
    assertThat(buckets.text(bucket, "uploads/2.jpg")).isEqualTo("wrong");
    repair(capture, members, Map.of("only", "uploads/"));
    assertThat(buckets.text(bucket, "uploads/2.jpg")).isEqualTo("two");
    assertThat(buckets.text(bucket, "other.txt")).isEqualTo("wrong");
  }

  @Test
  void anObjectOfManyPartsIsBroughtBackOnceOnly() {
    buckets.inParts(bucket, "large");
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    String whole = buckets.digest(bucket, "large");
    buckets.put(bucket, "large", "wrong");
    assertThat(repair(capture, members, Map.of()).notes().get(0)).startsWith("1 of 5");
    assertThat(buckets.digest(bucket, "large")).isEqualTo(whole);
    assertThat(repair(capture, members, Map.of()).notes().get(0)).startsWith("0 of 5");
  }

  @Test
  void versionsThatAreGoneAreNamedAndFailTheRestore() {
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    ObjectVersion gone =
        buckets
            .client()
            .listObjectVersions(r -> r.bucket(bucket).prefix("uploads/2.jpg"))
            .versions()
            .get(0);
    buckets.put(bucket, "uploads/2.jpg", "newer");
    buckets
        .client()
        .deleteObject(r -> r.bucket(bucket).key(gone.key()).versionId(gone.versionId()));
    Fault inPlace = fault(() -> repair(capture, members, Map.of()));
    assertThat(inPlace.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(inPlace.getMessage()).contains("1 of the captured", "uploads/2.jpg");

    String empty = buckets.make(true);
    Fault elsewhere = fault(() -> restore(capture, members, empty));
    assertThat(elsewhere.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(buckets.versions(empty)).isZero();
  }

  @Test
  void inPlaceIsForTheCapturedBucketAloneAndNeverDiscarded() {
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    Settings other = buckets.settings(buckets.make(true), Map.of("in-place", true));
    Fault wrong =
        fault(
            () ->
                driver.restore(
                    capture, members.members(), members, other, source(Map.of()), step()));
    assertThat(wrong.code()).isEqualTo(FaultCode.INPUT_INVALID);
    Fault discard = fault(() -> driver.discard(source(Map.of("in-place", true)), "restore-1"));
    assertThat(discard.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    driver.checkTarget(source(Map.of("in-place", true)), source(Map.of()), "restore-1");
  }

  @Test
  void whatAKilledAttemptLeftGoesAndWhatANewerOneBringsStays() {
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    String target = buckets.make(true);
    leave(target, "from-another-point", "1");
    restore(capture, members, target, TestStep.of("restore-killed", 2));
    assertThat(buckets.digest(target, "")).isEqualTo(buckets.digest(bucket, ""));

    String other = buckets.make(true);
    leave(other, "of-a-newer-attempt", "3");
    Fault fault = fault(() -> restore(capture, members, other, TestStep.of("restore-killed", 2)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    assertThat(buckets.text(other, "of-a-newer-attempt")).isEqualTo("half");
  }

  private void leave(String target, String key, String attempt) {
    buckets
        .client()
        .putObject(
            r ->
                r.bucket(target)
                    .key(key)
                    .metadata(
                        Map.of(
                            "drillbook-run", "restore-killed",
                            "drillbook-attempt", attempt,
                            "drillbook-content", "another")),
            RequestBody.fromString("half"));
  }

  @Test
  void betweenTwoAddressesTheBytesGoThroughUs() {
    buckets.inParts(bucket, "large");
    assertThat(backAt(TestBed.radosGateway().plainEndpoint()))
        .isEqualTo(buckets.digest(bucket, ""));
  }

  @Test
  void whatIsTooLargeForOneRequestGoesInPartsBothWays() {
    driver = new S3BucketSourceDriver(S3Server.SECRETS, Clock.systemUTC(), SMALL);
    buckets.inParts(bucket, "large");
    String whole = buckets.digest(bucket, "");
    assertThat(backAt(TestBed.radosGateway().endpoint())).isEqualTo(whole);
    assertThat(backAt(TestBed.radosGateway().plainEndpoint())).isEqualTo(whole);
  }

  private String backAt(String endpoint) {
    MemoryMembers members = new MemoryMembers("media");
    SourceCapture capture = capture(members);
    String target = buckets.make(true);
    Map<String, Object> settings = new HashMap<>(buckets.settings(target, Map.of()).values());
    settings.put("endpoint", endpoint);
    driver.restore(
        capture, members.members(), members, new Settings(settings), source(Map.of()), step());
    return buckets.digest(target, "");
  }

  private RestoreReport repair(
      SourceCapture capture, MemoryMembers members, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("in-place", true);
    return driver.restore(
        capture, members.members(), members, source(settings), source(Map.of()), step());
  }
}
