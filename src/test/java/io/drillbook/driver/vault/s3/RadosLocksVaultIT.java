package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.store.EvidenceInVault;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Every object is locked as it is made, and the store lets nobody remove it. */
class RadosLocksVaultIT extends S3VaultContract {
  private static final Map<String, Object> SHORT =
      Map.of("lock-mode", "compliance", "lock-for", "PT10S");

  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LOCKS;
  }

  @Override
  String checksums() {
    return "when-supported";
  }

  @Override
  Vault open(Map<String, Object> more) {
    Map<String, Object> locked = new java.util.HashMap<>();
    locked.put("lock-mode", "compliance");
    locked.put("lock-for", "PT1H");
    locked.putAll(more);
    return super.open(locked);
  }

  @Override
  protected boolean retains() {
    return true;
  }

  @Test
  void theProbeSeesTheLockEnforced() {
    assertThat(vault().probe().has(Ability.OBJECT_LOCK)).isTrue();
    assertThat(vault().probe().has(Ability.VERSIONING)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20_000_000})
  void whatIsLockedStaysUntilItsTimeAndIsRemovedThen(int bytes) throws IOException {
    Vault vault = open(SHORT);
    put(vault, "a/b", new byte[bytes]);
    Instant until = vault.retainedUntil("a/b").orElseThrow();
    assertThat(until).isBetween(Instant.now(), Instant.now().plusSeconds(15));

    assertFault(FaultCode.NOT_ALLOWED, () -> vault.delete("a/b"));
    assertThat(get(vault, "a/b")).hasSize(bytes);

    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              vault.delete("a/b");
              assertThat(vault.exists("a/b")).isFalse();
            });
    assertThat(Instant.now()).isAfterOrEqualTo(until.minusSeconds(1));
    assertThat(vault.list("")).isEmpty();
  }

  @Test
  void anAnchorIsLockedAndWhoMayWriteReplacesItNotUnnoticed(@TempDir Path home) throws Exception {
    EvidenceInVault evidence = new EvidenceInVault(home, vault(), file(home, Map.of()));
    evidence.anchorsAreKeptAndBelieved();
    String anchor = evidence.anchors().get(0);
    assertThat(vault().retainedUntil(anchor)).isPresent();
    assertThat(vault().retainedUntil(EvidenceInVault.signature(anchor))).isPresent();
    assertFault(FaultCode.NOT_ALLOWED, () -> vault().delete(anchor));
    String key = folder() + "/" + anchor;
    String bucket = server().bucket(keeps());
    try (var s3 = server().client()) {
      String first =
          s3.listObjectVersions(r -> r.bucket(bucket).prefix(key)).versions().stream()
              .filter(one -> one.key().equals(key))
              .findFirst()
              .orElseThrow()
              .versionId();
      assertThatThrownBy(() -> s3.deleteObject(r -> r.bucket(bucket).key(key).versionId(first)))
          .isInstanceOfSatisfying(
              S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
      s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("{}"));
      assertThat(evidence.anchorFindings()).as("a newer version is not read").isEqualTo("[]");
      s3.deleteObject(r -> r.bucket(bucket).key(key));
      s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("{}"));
      assertThat(evidence.anchorFindings())
          .as("hidden and put anew")
          .contains("unable to accept the signature of an anchor: '" + anchor + "'");
      assertThat(s3.headObject(r -> r.bucket(bucket).key(key).versionId(first)).contentLength())
          .as("the locked one is still there")
          .isGreaterThan(2);
    }
  }

  @Test
  void runbooksOnPaperAreLockedAndTheNewestSignedOneIsFound(@TempDir Path home) throws Exception {
    new EvidenceInVault(home, vault(), file(home, Map.of())).papersAreKeptAndForgedOnesAreNot();
    assertThat(vault().list("_papers/"))
        .hasSize(8)
        .allMatch(one -> vault().retainedUntil(one.key()).isPresent());
  }

  @Test
  void whatIsWithdrawnIsHiddenAndKept() throws IOException {
    put(vault(), "a/b", new byte[] {1});
    vault().withdraw("a/b");
    assertThat(vault().exists("a/b")).isFalse();
    put(vault(), "a/b", new byte[] {2});
    assertThat(get(vault(), "a/b")).containsExactly(2);
    try (var s3 = server().client()) {
      assertThat(
              s3.listObjectVersions(r -> r.bucket(server().bucket(keeps()))).versions().stream()
                  .filter(one -> one.key().endsWith("/a/b"))
                  .filter(one -> one.key().startsWith(folder()))
                  .toList())
          .hasSize(2);
    }
  }
}
