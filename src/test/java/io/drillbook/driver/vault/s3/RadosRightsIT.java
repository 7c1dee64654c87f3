package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.S3Server.Keeps;
import io.drillbook.testbed.TestBed;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.backup.LeaseRecoveryPoint;
import io.drillbook.usecase.backup.ReleaseRecoveryPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Logins of their own for writing and for deleting, as docs/guide/vaults.md grants them. */
class RadosRightsIT {
  private static final int LARGE = 20_000_000;

  private final S3Server server = TestBed.radosGateway();
  private final String folder = "rights-" + UUID.randomUUID();

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(Keeps.class)
  void aWriterThatMayNotDeleteDoesAllThatABackupNeeds(Keeps keeps) {
    Vault writer = writer(keeps, lock(keeps));
    Bench bench = bench(writer);
    var plan = Bench.plan(List.of("offsite"), List.of("offsite"));
    new LeaseRecoveryPoint(bench.configured(), bench.clock, "here")
        .lease(plan, Bench.POINT, "backup-1");
    bench.capture().capture(plan, "db", Bench.POINT, bench.step);
    bench.capture().capture(plan, "media", Bench.POINT, bench.step);
    var sealed = bench.seal().seal(plan, Bench.POINT, bench.step);
    new ReleaseRecoveryPoint(bench.configured()).release(plan, Bench.POINT);

    assertThat(sealed.vaults()).containsExactly("offsite");
    StoredPoint stored = new StoredPoint(writer, "shop", Bench.POINT);
    assertThat(stored.manifest(bench.keys, "signer").manifest()).isEqualTo(sealed.manifest());
    // What it may not remove stays, and nobody minds.
    assertThat(writer.list("_leases/")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Keeps.class)
  void aWriterThatMayNotDeleteWritesLargeObjectsAndDiscardsItsOwnUploads(Keeps keeps)
      throws IOException {
    Vault writer = writer(keeps, lock(keeps));
    put(writer, "shop/p1/db", LARGE);
    try (VaultUpload dead = writer.create("shop/p1/dead")) {
      dead.write(new byte[LARGE]);
    }
    VaultUpload left = writer.create("shop/p1/left");
    left.write(new byte[LARGE]);
    writer.discardUploads("shop/p1/");
    assertThatThrownBy(left::commit).isInstanceOf(Fault.class);
    assertThat(writer.list("")).extracting(Vault.Entry::key).containsExactly("shop/p1/db");
    try (S3Client s3 = server.client()) {
      assertThat(
              s3.listMultipartUploads(r -> r.bucket(server.bucket(keeps)).prefix(folder)).uploads())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Keeps.class)
  void aWriterThatMayNotDeleteIsRefused(Keeps keeps) throws IOException {
    Vault writer = writer(keeps, Map.of());
    put(writer, "shop/p1/db", 1);
    Fault fault = assertFault(FaultCode.PERMISSION_DENIED, () -> writer.delete("shop/p1/db"));
    assertThat(fault.hint()).contains("docs/guide/vaults.md");
    assertFault(FaultCode.PERMISSION_DENIED, () -> writer.withdraw("shop/p1/db"));
    assertThat(writer.read("shop/p1/db").readAllBytes()).hasSize(1);
    assertThat(writer.probe().has(Ability.CONDITIONAL_CREATE)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Keeps.class)
  void thePrunerRemovesEveryVersion(Keeps keeps) {
    Vault both = withPruner(keeps, Map.of());
    put(both, "shop/p1/db", LARGE);
    put(both, "shop/p1/media", 1);
    both.delete("shop/p1/db");
    both.delete("shop/p1/db");
    assertThat(both.list("")).extracting(Vault.Entry::key).containsExactly("shop/p1/media");
    assertThat(versions(keeps))
        .extracting(ObjectVersion::key)
        .containsExactly(folder + "/shop/p1/media");
  }

  @Test
  void thePrunerIsRefusedWhatIsLocked() throws IOException {
    Vault both = withPruner(Keeps.LOCKS, lock(Keeps.LOCKS));
    put(both, "shop/p1/db", 1);
    put(both, "shop/p1/large", LARGE);
    for (String key : List.of("shop/p1/db", "shop/p1/large")) {
      Fault fault = assertFault(FaultCode.NOT_ALLOWED, () -> both.delete(key));
      assertThat(fault).hasMessageContaining("the store retains it until 20");
      assertThat(both.exists(key)).isTrue();
      assertThat(both.retainedUntil(key)).isPresent();
    }
  }

  @Test
  void notEvenTheOwnerRemovesAVersionThatIsLockedInComplianceMode() throws IOException {
    Vault both = withPruner(Keeps.LOCKS, lock(Keeps.LOCKS));
    put(both, "shop/p1/db", 7);
    ObjectVersion version = versions(Keeps.LOCKS).get(0);
    try (S3Client s3 = server.client()) {
      assertThatThrownBy(
              () ->
                  s3.deleteObject(
                      r ->
                          r.bucket(server.bucket(Keeps.LOCKS))
                              .key(version.key())
                              .versionId(version.versionId())
                              .bypassGovernanceRetention(true)))
          .isInstanceOf(S3Exception.class)
          .extracting(e -> ((S3Exception) e).statusCode())
          .isEqualTo(403);
    }
    assertThat(both.read("shop/p1/db").readAllBytes()).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource(
      value = Keeps.class,
      names = {"VERSIONS", "LOCKS"})
  void whatAnotherWritesOverAnObjectIsNotWhatIsRead(Keeps keeps) throws IOException {
    Vault writer = writer(keeps, lock(keeps));
    put(writer, "shop/p1/db", 7);
    try (S3Client s3 = server.client()) {
      s3.putObject(
          r -> r.bucket(server.bucket(keeps)).key(folder + "/shop/p1/db"),
          software.amazon.awssdk.core.sync.RequestBody.fromString("of an attacker"));
    }
    assertThat(writer.read("shop/p1/db").readAllBytes()).isEqualTo(new byte[7]);
    assertThat(writer.list("").get(0).bytes()).isEqualTo(7);
  }

  private static Map<String, Object> lock(Keeps keeps) {
    return keeps == Keeps.LOCKS ? Map.of("lock-mode", "compliance", "lock-for", "PT1H") : Map.of();
  }

  private Vault writer(Keeps keeps, Map<String, Object> more) {
    Map<String, Object> settings = server.settings(keeps, folder, S3Server.WRITER);
    settings.putAll(more);
    return new S3VaultDriver(S3Server.SECRETS, Clock.systemUTC())
        .open("offsite", new Settings(settings));
  }

  private Vault withPruner(Keeps keeps, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("prune-access-key", new SecretReference("test", S3Server.PRUNER.accessKey()));
    settings.put("prune-secret-key", new SecretReference("test", S3Server.PRUNER.secretKey()));
    return writer(keeps, settings);
  }

  private Bench bench(Vault vault) {
    Bench bench = new Bench(temp);
    bench.vaults.clear();
    bench.vaults.put("offsite", vault);
    return bench;
  }

  private List<ObjectVersion> versions(Keeps keeps) {
    try (S3Client s3 = server.client()) {
      return s3.listObjectVersions(r -> r.bucket(server.bucket(keeps)).prefix(folder)).versions();
    }
  }

  private static void put(Vault vault, String key, int bytes) {
    try (VaultUpload upload = vault.create(key)) {
      upload.write(new byte[bytes]);
      upload.commit();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Fault assertFault(FaultCode code, Runnable call) {
    return S3FaultsContract.assertFault(code, call);
  }
}
