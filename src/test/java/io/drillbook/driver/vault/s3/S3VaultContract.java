package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.VaultDriverContract;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.testbed.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on one server and kind of bucket; each test has a folder of its own there. */
abstract class S3VaultContract extends VaultDriverContract {
  private static final int TWO_PARTS = 8 * 1024 * 1024 + 1;

  private String folder;
  private Vault vault;

  abstract S3Server server();

  abstract S3Server.Keeps keeps();

  abstract String checksums();

  @BeforeEach
  void open() {
    folder = "test-" + UUID.randomUUID();
    vault = open(Map.of());
  }

  Vault open(Map<String, Object> more) {
    Map<String, Object> settings = server().settings(keeps(), folder, S3Server.OWNER);
    settings.put("checksums", checksums());
    settings.putAll(more);
    return new S3VaultDriver(S3Server.SECRETS, Clock.systemUTC())
        .open("offsite", new Settings(settings));
  }

  /** A file by which the command line finds this test's vault. */
  Path file(Path home, Map<String, Object> more) throws IOException {
    Map<String, Object> settings = server().settings(keeps(), folder, S3Server.OWNER);
    settings.put("kind", "s3");
    settings.put("checksums", checksums());
    settings.putAll(more);
    StringBuilder yaml = new StringBuilder();
    for (Map.Entry<String, Object> one : settings.entrySet()) {
      Object value = one.getValue();
      if (value instanceof SecretReference secret) {
        Path file = Files.writeString(home.resolve(one.getKey()), secret.name());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        value = "\"${file:" + file + "}\"";
      }
      yaml.append(one.getKey()).append(": ").append(value).append('\n');
    }
    return Files.writeString(home.resolve("vault.yaml"), yaml);
  }

  /** Where in the bucket this test's vault is. */
  String folder() {
    return folder;
  }

  @Override
  protected Vault vault() {
    return vault;
  }

  @Override
  protected Vault sameVaultAgain() {
    return open(Map.of());
  }

  @Override
  protected Vault unreachableVault() {
    return open(Map.of("endpoint", "http://127.0.0.1:1", "timeout", "PT1S"));
  }

  @Test
  void ofTwoLargeOnesAtOnceExactlyOneCommitsAndItsBytesStay() throws Exception {
    assumeTrue(decidesBetweenWriters(), "this server takes several writers of one name at once");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 6; round++) {
        String key = "race/large/" + round;
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Boolean> first = threads.submit(() -> commits(vault(), key, 1, start));
        Future<Boolean> second = threads.submit(() -> commits(sameVaultAgain(), key, 2, start));
        assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
        assertThat(get(vault(), key)).hasSize(TWO_PARTS).contains(first.get() ? 1 : 2);
      }
      assertThat(vault().list("race/large/")).hasSize(6);
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean commits(Vault vault, String key, int mark, CyclicBarrier start)
      throws Exception {
    byte[] bytes = new byte[TWO_PARTS];
    Arrays.fill(bytes, (byte) mark);
    try (VaultUpload upload = vault.create(key)) {
      upload.write(bytes);
      start.await();
      upload.commit();
      return true;
    } catch (Fault e) {
      assertThat(e.code()).isEqualTo(FaultCode.OBJECT_EXISTS);
      return false;
    }
  }
}
