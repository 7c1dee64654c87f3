package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.Disturbance;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bug 31 of the table: stores that are not Amazon's and know nothing of the checksums that its
 * library adds by itself.
 */
@Tag("long")
class ChecksumsOffIT extends S3FaultsContract {
  @Override
  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.LATEST;
  }

  /** Long: nothing here waits for it, and a loaded machine is slow. */
  @Override
  String timeout() {
    return "PT20S";
  }

  @BeforeEach
  void refuseChecksums() {
    line.disturb(ChecksumsOffIT::hasChecksum, FOR_EVER, Disturbance.slowDown());
  }

  private static boolean hasChecksum(String request) {
    String head = request.toLowerCase(Locale.ROOT);
    return head.contains("x-amz-trailer:")
        || head.contains("x-amz-sdk-checksum-algorithm:")
        || head.contains("x-amz-checksum-");
  }

  /** What planting the fault would show is the other test: the same line, checksums asked for. */
  @Test
  void aStoreThatRefusesChecksumsOfTheLibraryTakesSmallAndLargeObjects() throws IOException {
    put(SMALL);
    assertStored(SMALL);
    vault.delete(KEY);
    put(LARGE);
    assertStored(LARGE);
    assertThat(get(vault)).isEqualTo(LARGE);
  }

  /** That the line above does refuse them: who asks for them has nothing stored. */
  @Test
  void whereThePlanAsksForThemNothingIsStored() {
    Vault asking =
        open(
            Map.of(
                "endpoint",
                line.endpoint(),
                "ca-file",
                line.caFile().toString(),
                "checksums",
                "when-supported"));
    vault = asking;
    assertFault(FaultCode.VAULT_UNREACHABLE, () -> put(SMALL));
    assertNothingIsThere();
  }
}
