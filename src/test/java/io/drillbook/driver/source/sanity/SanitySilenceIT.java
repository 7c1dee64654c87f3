package io.drillbook.driver.source.sanity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.SanityStub;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that says nothing, and a lot to send; the service is a stub. */
@Timeout(120)
class SanitySilenceIT {
  private static final SanitySourceDriver DRIVER =
      new SanitySourceDriver(SanitySourceDriverIT.SECRETS, Clock.systemUTC());

  private final MemoryMembers members = new MemoryMembers("web");
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
  @ValueSource(strings = {"/data/export/", "/cdn/"})
  void anAnswerThatStopsInItsMiddleFailsTheCapture(String path) {
    stub.fallsSilentAt(path);
    Throwable thrown = catchThrowable(() -> capture("5s", TestStep.of("backup-1", 1)));
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED))
        .hasMessageContaining("no byte came for 5 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/export/", "/cdn/"})
  void anAnswerThatDoesNotComeFailsTheCapture(String path) {
    stub.answersLate(path, Duration.ofHours(1));
    Throwable thrown = catchThrowable(() -> capture("5s", TestStep.of("backup-1", 1)));
    assertThat(thrown).isInstanceOf(Fault.class).hasMessageContaining("timed out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/export/", "/cdn/"})
  void aCancelFreesWhoWaitsForHeaders(String path) {
    stub.answersLate(path, Duration.ofHours(1));
    isFreedByACancel(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/export/", "/cdn/"})
  void aCancelFreesWhoWaitsForBytes(String path) {
    stub.fallsSilentAt(path);
    isFreedByACancel(path);
  }

  @Test
  void aLargeAssetMayTakeLongerToUploadThanASmallAnswer() {
    stub.upload("production", "files", "large.bin", new byte[1_000_000]);
    SourceCapture capture = capture("1m", TestStep.of("backup-1", 1));
    // Five seconds for an answer and twenty more for the bytes.
    stub.answersLate("/assets/", Duration.ofSeconds(7));
    stub.answersLateFrom(500_000);
    DRIVER.restore(
        capture,
        members.members(),
        members,
        settings("back", "5s"),
        settings("production", "5s"),
        TestStep.of("restore-20261126T020000Z-1", 1));
    assertThat(stub.digest("back")).isEqualTo(stub.digest("production"));
  }

  private void isFreedByACancel(String path) {
    TestStep step = TestStep.of("backup-1", 1);
    CompletableFuture<Throwable> thrown =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> capture("1h", step)));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stub.asked().stream().anyMatch(asked -> asked.startsWith("GET " + path)));
    step.cancellation().cancel("the test wants so");
    await().atMost(Duration.ofMinutes(1)).until(thrown::isDone);
    assertThat(thrown.join())
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED));
  }

  private SourceCapture capture(String timeout, TestStep step) {
    return DRIVER.capture("web", settings("production", timeout), members, step);
  }

  private Settings settings(String dataset, String timeout) {
    Map<String, Object> values =
        new HashMap<>(SanitySourceDriverIT.settings(stub, dataset).values());
    values.put("timeout", timeout);
    return new Settings(values);
  }
}
