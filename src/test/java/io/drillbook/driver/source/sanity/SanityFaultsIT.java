package io.drillbook.driver.source.sanity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.SanityStub;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports with silent holes, and what a restore must not do; the service is a stub. */
class SanityFaultsIT {
  private static final String RUN = "restore-20261126T020000Z-1";
  private static final SanitySourceDriver DRIVER =
      new SanitySourceDriver(SanitySourceDriverIT.SECRETS, Clock.systemUTC());

  private MemoryMembers members = new MemoryMembers("web");
  private SanityStub stub;

  @BeforeEach
  void start() {
    stub = new SanityStub();
    SanitySourceDriverIT.fill(stub, "production");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"description\":\"it broke\",\"type\":\"x\"}}",
        "{\"statusCode\":500,\"error\":\"Internal\",\"message\":\"it broke\"}",
        "{\"nothing\":true}",
        "<html>it broke</html>"
      })
  void anErrorInTheMiddleOfTheStreamFailsTheCapture(String line) {
    stub.saysInTheMiddle(line);
    assertThat(captureFails().code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "5000,false", "1,true", "5000,true"})
  void aCutStreamFailsTheCapture(int bytes, boolean likeAWhole) {
    stub.cutsExportsAfter(bytes, likeAWhole);
    // A line that is cut early may take the head of the answer with it: then nobody answered.
    assertThat(captureFails().code())
        .isIn(
            likeAWhole
                ? Set.of(FaultCode.CAPTURE_FAILED)
                : Set.of(FaultCode.CAPTURE_FAILED, FaultCode.SOURCE_UNREACHABLE));
  }

  @Test
  void aStreamThatEndsBetweenTwoDocumentsIsNoticedByTheCount() {
    stub.createDataset("plain");
    for (int n = 0; n < 3; n++) {
      stub.put("plain", "{\"_id\":\"note-%d\",\"_type\":\"note\"}".formatted(n));
    }
    String line = stub.documents("plain").values().iterator().next() + "\n";
    stub.cutsExportsAfter(line.getBytes(StandardCharsets.UTF_8).length, true);
    Fault fault = fault(() -> capture(settings("plain")));
    assertThat(fault.getMessage()).contains("1 documents of 3");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void anAssetThatCannotBeFetchedFailsTheCapture(int status) {
    stub.answersAssetsWith(status);
    Fault fault = captureFails();
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("asset", "status " + status);
  }

  @Test
  void anAssetThatIsReferredToAndNotExportedFailsTheCapture() {
    stub.put(
        "production",
        """
        {"_id": "post-x", "_type": "post", "cover": {"asset": {"_type": "reference",
         "_ref": "image-0123456789012345678901234567890123456789-1x1-png"}}}
        """);
    assertThat(captureFails().getMessage()).contains("was not exported", "image-0123");
  }

  @Test
  void anEmptyDatasetIsRefusedUnlessThePlanAllowsIt() {
    stub.createDataset("empty");
    Settings empty = settings("empty");
    assertThat(fault(() -> capture(empty)).hint()).contains("allow-empty");
    Map<String, Object> allowed = new HashMap<>(empty.values());
    allowed.put("allow-empty", true);
    assertThat(capture(new Settings(allowed)).contents()).isEmpty();
  }

  @Test
  void aBusyServiceIsAskedAgain() {
    stub.isBusyFor(2);
    assertThat(DRIVER.probe(settings("production")).empty()).isFalse();
  }

  @Test
  void theDryRunComesFirstAndWhatItRefusesIsNotBegun() {
    SourceCapture capture = capture(settings("production"));
    stub.refuses("author");
    Fault fault = fault(() -> restore(capture, "back", 1));
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(stub.hasDataset("back")).isFalse();
    assertThat(stub.asked()).noneMatch(asked -> asked.startsWith("POST /assets/files/back"));
    stub.refuses("");
    restore(capture, "back", 2);
    assertThat(stub.digest("back")).isEqualTo(stub.digest("production"));
  }

  @Test
  void anEmptyDatasetThatWasThereIsFilledAndNotTakenAway() {
    stub.createDataset("there");
    SourceCapture capture = capture(settings("production"));
    restore(capture, "there", 1);
    assertThat(stub.digest("there")).isEqualTo(stub.digest("production"));
    DRIVER.discard(settings("there"), RUN);
    assertThat(stub.hasDataset("there")).isTrue();
    assertThat(stub.digest("there")).isEmpty();
  }

  @Test
  void whatAnAttemptLeftThatWasKilledIsRemovedByTheNext() {
    SourceCapture capture = capture(settings("production"));
    stub.createDataset("half");
    stub.put("half", mark(1));
    stub.put("half", "{\"_id\":\"post-of-half\",\"_type\":\"post\"}");
    RestoreReport report = restore(capture, "half", 2);
    assertThat(report.notes()).isEmpty();
    assertThat(stub.digest("half")).isEqualTo(stub.digest("production"));
  }

  @Test
  void anAttemptThatWasOvertakenStops() {
    SourceCapture capture = capture(settings("production"));
    stub.createDataset("later");
    stub.put("later", mark(3));
    assertThat(fault(() -> restore(capture, "later", 2)).code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(stub.hasDataset("later")).isTrue();
  }

  private static String mark(int attempt) {
    return ("{\"_id\":\"drillbook.run\",\"_type\":\"drillbook.run\",\"run\":\"%s\",\"attempt\":%d,"
            + "\"state\":\"restoring\",\"created\":true}")
        .formatted(RUN, attempt);
  }

  private Fault captureFails() {
    return fault(() -> capture(settings("production")));
  }

  private SourceCapture capture(Settings source) {
    members = new MemoryMembers("web");
    return DRIVER.capture("web", source, members, TestStep.of("backup-1", 1));
  }

  private RestoreReport restore(SourceCapture capture, String dataset, int attempt) {
    return DRIVER.restore(
        capture,
        members.members(),
        members,
        settings(dataset),
        settings("production"),
        TestStep.of(RUN, attempt));
  }

  private Settings settings(String dataset) {
    return SanitySourceDriverIT.settings(stub, dataset);
  }

  private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    return fault;
  }
}
