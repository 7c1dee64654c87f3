package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.testbed.FaultProxy;
import io.drillbook.testbed.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/** A vault behind a line that does harm, and what is to be seen past that line. */
abstract class S3FaultsContract {
  static final int FOR_EVER = Integer.MAX_VALUE;
  static final byte[] SMALL = random(100_000);

  /** Three parts, the last one not full. */
  static final byte[] LARGE = random(20_000_000);

  static final String KEY = "shop/p1/db";

  private final String folder = "faults-" + UUID.randomUUID();
  FaultProxy line;
  Vault vault;
  Vault direct;

  abstract S3Server server();

  abstract S3Server.Keeps keeps();

  /** Short, where a test waits for it; a loaded machine then costs a try more. */
  String timeout() {
    return "PT2S";
  }

  @BeforeEach
  void open() {
    line = new FaultProxy(server());
    direct = open(Map.of());
    vault = open(Map.of("endpoint", line.endpoint(), "ca-file", line.caFile().toString()));
    // What only the first use asks is not what is to be disturbed.
    assertThat(vault.list("")).isEmpty();
  }

  @AfterEach
  void hangUp() throws IOException {
    line.close();
  }

  Vault open(Map<String, Object> more) {
    Map<String, Object> settings = server().settings(keeps(), folder, S3Server.OWNER);
    settings.put("timeout", timeout());
    settings.putAll(more);
    return new S3VaultDriver(S3Server.SECRETS, Clock.systemUTC())
        .open("offsite", new Settings(settings));
  }

  static Predicate<String> whole() {
    return request ->
        request.startsWith("PUT ") && request.contains(KEY) && !request.contains("uploadId");
  }

  static Predicate<String> part(int number) {
    return request -> request.startsWith("PUT ") && request.contains("partNumber=" + number + "&");
  }

  static Predicate<String> completion() {
    return request -> request.startsWith("POST ") && request.contains("uploadId=");
  }

  static Predicate<String> download() {
    return request -> request.matches("GET \\S*" + KEY + "(\\?versionId\\S*)? .*");
  }

  static Predicate<String> removal() {
    return request -> request.startsWith("DELETE ");
  }

  void put(byte[] bytes) {
    try (VaultUpload upload = vault.create(KEY)) {
      upload.write(bytes);
      upload.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] get(Vault from) throws IOException {
    try (InputStream in = from.read(KEY)) {
      return in.readAllBytes();
    }
  }

  /** Once, whole, and nothing else beside it. */
  void assertStored(byte[] bytes) throws IOException {
    assertThat(direct.list("")).extracting(Vault.Entry::key).containsExactly(KEY);
    assertThat(get(direct)).isEqualTo(bytes);
    assertNoLeftovers();
    try (S3Client s3 = server().client()) {
      assertThat(s3.listObjectVersions(r -> r.bucket(bucket()).prefix(folder + "/")).versions())
          .hasSize(1);
    }
  }

  void assertNothingIsThere() {
    assertThat(direct.list("")).isEmpty();
    assertThat(direct.exists(KEY)).isFalse();
    assertNoLeftovers();
  }

  void assertNoLeftovers() {
    assertThat(uploads().uploads()).isEmpty();
  }

  ListMultipartUploadsResponse uploads() {
    try (S3Client s3 = server().client()) {
      return s3.listMultipartUploads(r -> r.bucket(bucket()).prefix(folder + "/"));
    }
  }

  String inStore(String key) {
    return folder + "/" + key;
  }

  private String bucket() {
    return server().bucket(keeps());
  }

  static Fault assertFault(FaultCode code, Runnable call) {
    Fault[] fault = new Fault[1];
    assertThatThrownBy(call::run)
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("unable to")
        .satisfies(e -> fault[0] = (Fault) e);
    assertThat(fault[0].code()).as(fault[0].getMessage()).isEqualTo(code);
    assertThat(fault[0].hint()).isNotBlank();
    return fault[0];
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
