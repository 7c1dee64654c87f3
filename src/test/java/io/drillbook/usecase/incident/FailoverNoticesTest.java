package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailoverNoticesTest {
  /**
   * The same message tells of a service that stayed, that was rolled back and that could not be.
   */
  @Test
  void aFailBackThatFailedClaimsNeitherWhereTrafficIsNorThatAFenceIsGone() {
    Notice notice =
        FailoverNotices.failBackFailed(
            run(),
            PlanFixture.shop(),
            new Fault(FaultCode.CUTOVER_FAILED, "unable to move: 'dns'", "Look at dns."),
            "http://127.0.0.1/runs/1");
    assertThat(notice.subject()).isEqualTo("shop: FAIL-BACK FAILED, look where traffic goes");
    assertThat(notice.text())
        .contains("a fence may still hold", "unable to move: 'dns'")
        .doesNotContain("not home", "goes on where it is");
  }

  private static Run run() {
    return new Run(
        "failback-20261121T021000Z-4f2a9c",
        RunKind.FAILBACK,
        "shop",
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        "olga",
        Duration.ZERO,
        false,
        "d",
        Optional.empty(),
        Optional.empty());
  }
}
