package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultProbe.Answer;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.S3Server.Keeps;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Somebody with the right to delete hid a point and put another in its place. */
@Tag("long")
class RadosAsOfIT extends S3FaultsContract {
  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  Keeps keeps() {
    return Keeps.VERSIONS;
  }

  @Override
  String timeout() {
    return "PT20S";
  }

  @Test
  void whatWasHiddenOrReplacedIsReadAsItWas() throws Exception {
    put(SMALL);
    Instant good = Instant.now();
    // The store tells times by the millisecond at best.
    Thread.sleep(1_100);
    try (S3Client s3 = server().client()) {
      String bucket = server().bucket(keeps());
      s3.deleteObject(r -> r.bucket(bucket).key(inStore(KEY)));
      assertThat(direct.list("")).isEmpty();
      s3.putObject(r -> r.bucket(bucket).key(inStore(KEY)), RequestBody.fromString("other"));
      s3.putObject(r -> r.bucket(bucket).key(inStore("shop/p2/x")), RequestBody.fromString("x"));
    }
    assertThat(get(direct)).isNotEqualTo(SMALL);

    Vault then = open(Map.of("as-of", good.toString()));
    assertThat(then.list("")).extracting(Vault.Entry::key).containsExactly(KEY);
    assertThat(get(then)).isEqualTo(SMALL);
    assertThat(open(Map.of("as-of", "2020-01-01T00:00:00Z")).list("")).isEmpty();
  }

  @Test
  void whatWasHiddenThenStaysHidden() throws InterruptedException, IOException {
    put(SMALL);
    vault.withdraw(KEY);
    put(LARGE);
    try (S3Client s3 = server().client()) {
      s3.deleteObject(r -> r.bucket(server().bucket(keeps())).key(inStore(KEY)));
    }
    Thread.sleep(1_100);
    Instant hidden = Instant.now();
    Thread.sleep(1_100);
    put(SMALL);
    assertThat(get(direct)).isEqualTo(SMALL);
    assertThat(open(Map.of("as-of", hidden.toString())).exists(KEY)).isFalse();
  }

  @Test
  void whoLooksBackChangesNothing() {
    Vault then = open(Map.of("as-of", Instant.now().toString()));
    assertFault(FaultCode.NOT_ALLOWED, () -> then.create(KEY));
    assertFault(FaultCode.NOT_ALLOWED, () -> then.delete(KEY));
    assertFault(FaultCode.NOT_ALLOWED, () -> then.withdraw(KEY));
    assertFault(FaultCode.NOT_ALLOWED, () -> then.discardUploads("shop/"));
  }

  @Test
  void whoLooksBackIsTriedByReadingAlone() {
    VaultProbe probe = open(Map.of("as-of", Instant.now().toString())).probe();
    assertThat(probe.has(Ability.VERSIONING)).isTrue();
    assertThat(probe.answers())
        .containsEntry(Ability.CONDITIONAL_CREATE, Answer.UNKNOWN)
        .containsEntry(Ability.LIST_AFTER_WRITE, Answer.UNKNOWN)
        .containsEntry(Ability.OBJECT_LOCK, Answer.UNKNOWN);
    assertThat(probe.clockAhead().abs()).isLessThan(Duration.ofMinutes(1));
    try (S3Client s3 = server().client()) {
      assertThat(
              s3.listObjectVersions(
                      r -> r.bucket(server().bucket(keeps())).prefix(inStore("_probe/")))
                  .versions())
          .isEmpty();
    }
  }

  @Test
  void aTimeWithoutItsZoneOrABucketWithoutVersionsIsRefused() {
    assertFault(FaultCode.INPUT_INVALID, () -> open(Map.of("as-of", "yesterday")));
    Vault plain =
        open(Map.of("as-of", Instant.now().toString(), "bucket", server().bucket(Keeps.LATEST)));
    Fault fault = assertFault(FaultCode.INPUT_INVALID, () -> plain.list(""));
    assertThat(fault).hasMessageContaining("keeps no versions");
    assertFault(FaultCode.INPUT_INVALID, plain::probe);
  }
}
