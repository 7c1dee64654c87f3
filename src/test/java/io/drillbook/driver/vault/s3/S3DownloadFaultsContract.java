package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.Disturbance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes back is what was stored, or it is said that it is not. */
abstract class S3DownloadFaultsContract extends S3FaultsContract {
  private static final Member MEMBER =
      new Member("db", "db", "pgdump", LARGE.length, sha256(LARGE), 0, "");

  @BeforeEach
  void store() {
    put(LARGE);
  }

  @Test
  void whatIsCutIsTakenUpWhereItBroke() throws IOException {
    line.disturb(download(), 1, Disturbance.cutAnswer(7_000_000));
    line.disturb(download(), 1, Disturbance.cutAnswer(5_000_000));
    assertThat(get(vault)).isEqualTo(LARGE);
    assertThat(line.asked(download())).isGreaterThanOrEqualTo(3);
  }

  @Test
  void whatIsAlwaysCutIsNeverTakenForTheEnd() {
    line.disturb(download(), FOR_EVER, Disturbance.cutAnswer(0));
    Fault fault = assertFault(FaultCode.VAULT_UNREACHABLE, () -> read(vault));
    assertThat(fault).hasMessageContaining("unable to read");
    assertThat(line.asked(download())).isLessThan(100);
  }

  @Test
  void anAnswerThatComesTooLateIsAskedForAgain() throws IOException {
    line.disturb(download(), 2, Disturbance.lateAnswer(Duration.ofSeconds(10)));
    assertThat(get(vault)).isEqualTo(LARGE);
    assertThat(line.asked(download())).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aStoreThatIsBusyForAWhileIsWaitedFor() throws IOException {
    line.disturb(download(), 3, Disturbance.slowDown());
    assertThat(get(vault)).isEqualTo(LARGE);
  }

  @Test
  void aStoreThatIsAlwaysBusySaysSo() {
    line.disturb(download(), FOR_EVER, Disturbance.slowDown());
    Fault fault = assertFault(FaultCode.VAULT_UNREACHABLE, () -> read(vault));
    assertThat(fault).hasMessageContaining("503 SlowDown");
  }

  @Test
  void wrongBytesAreFoundWhenAMemberIsReadBack() {
    line.disturb(download(), 1, Disturbance.alterAnswer(12_345_678));
    Fault fault = assertFault(FaultCode.CHECKSUM_MISMATCH, () -> check(vault));
    assertThat(fault).hasMessageContaining("its checksum differs from the manifest");
    // The store itself is well: the next reading says so.
    check(vault);
  }

  @Test
  void wrongBytesAreNeverCopiedIntoAnotherVault() {
    line.disturb(download(), 1, Disturbance.alterAnswer(12_345_678));
    Vault other = open(Map.of("prefix", "other-" + System.nanoTime()));
    StoredPoint copy = new StoredPoint(other, "shop", "p1");
    assertThat(point(vault).copyTo(copy, MEMBER, new Cancellation(), bytes -> {}))
        .hasValueSatisfying(
            fault -> assertThat(fault.code()).isEqualTo(FaultCode.CHECKSUM_MISMATCH));
    assertThat(other.list("")).isEmpty();
    assertThat(point(vault).copyTo(copy, MEMBER, new Cancellation(), bytes -> {})).isEmpty();
    check(other);
  }

  private static void check(Vault vault) {
    point(vault).check(MEMBER, new Cancellation(), bytes -> {});
  }

  private static StoredPoint point(Vault vault) {
    return new StoredPoint(vault, "shop", "p1");
  }

  private void read(Vault from) {
    try {
      get(from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
