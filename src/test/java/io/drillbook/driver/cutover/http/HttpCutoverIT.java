package io.drillbook.driver.cutover.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.cutover.CutoverDriverContract;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCutoverIT extends CutoverDriverContract {
  private final CutoverDriver driver = new HttpCutoverDriver(reference -> Secret.of("t0ken"));
  private TrafficDesk desk;

  @BeforeEach
  void start() throws IOException {
    desk = new TrafficDesk();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Override
  protected CutoverDriver driver() {
    return driver;
  }

  @Override
  protected Settings settings() {
    return with();
  }

  @Override
  protected Settings unreachable() {
    return with("url", "http://127.0.0.1:" + silentPort() + "/traffic");
  }

  @Override
  protected String whoAnswers() {
    return desk.place;
  }

  @Override
  protected void breakNewPlace() {
    desk.ill = true;
  }

  @Test
  void repeatingSendsNoSecondCall() {
    driver.switchOver(settings(), TestStep.first());
    driver.switchOver(settings(), TestStep.first());
    assertThat(desk.moves()).isEqualTo(1);
  }

  @Test
  void aCallThatIsTakenAndDoesNothingEndsAsUnknownInTime() {
    desk.idle = true;
    assertFault(
        () -> driver.switchOver(with("confirm-within", "1s"), TestStep.first()),
        FaultCode.CUTOVER_UNKNOWN);
  }

  @Test
  void aLostAnswerIsJudgedByTheStatusPage() {
    desk.cutsAnswers = true;
    assertThat(driver.switchOver(settings(), TestStep.first()).place()).isEqualTo(Place.AFTER);
  }

  @Test
  void aLostAnswerWithoutAnEffectInTimeIsUnknown() {
    desk.cutsAnswers = true;
    desk.idle = true;
    assertFault(
        () -> driver.switchOver(with("confirm-within", "1s"), TestStep.first()),
        FaultCode.CUTOVER_UNKNOWN);
  }

  @Test
  void anotherStatusThanThePlanExpectsIsNoYes() {
    desk.idle = true;
    assertFault(
        () -> driver.switchOver(with("expect", 200L), TestStep.first()), FaultCode.CUTOVER_FAILED);
  }

  @Test
  void aStatusPageThatTellsNothingStopsTheStepBeforeTheCall() {
    assertFault(
        () -> driver.switchOver(with("before", "nowhere", "after", "nobody"), TestStep.first()),
        FaultCode.CUTOVER_FAILED);
    assertThat(desk.moves()).isZero();
  }

  @Test
  void anIllNewPlaceIsNoticedBeforeTheCall() {
    Settings settings = with("probe", "tcp://127.0.0.1:" + silentPort());
    assertFault(() -> driver.switchOver(settings, TestStep.first()), FaultCode.CUTOVER_FAILED);
    assertThat(desk.moves()).isZero();
  }

  @Test
  void aRefusedKeyIsTellingAndNotQuoted() {
    CutoverDriver other = new HttpCutoverDriver(reference -> Secret.of("wr0ng"));
    assertThatThrownBy(() -> other.switchOver(settings(), TestStep.first()))
        .hasMessageContaining("401")
        .hasMessageNotContaining("wr0ng");
  }

  private static int silentPort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Settings with(Object... changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("url", desk.address() + "/traffic");
    values.put("method", "PUT");
    values.put("headers", List.of("Authorization: Bearer ${TOKEN}"));
    values.put("body", "after");
    values.put("back-body", "before");
    values.put("status-url", desk.address() + "/status");
    values.put("before", "traffic=before");
    values.put("after", "traffic=after");
    for (int i = 0; i < changes.length; i += 2) {
      values.put((String) changes[i], changes[i + 1]);
    }
    return new Settings(values);
  }
}
