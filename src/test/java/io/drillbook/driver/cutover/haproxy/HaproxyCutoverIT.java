package io.drillbook.driver.cutover.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.cutover.CutoverDriverContract;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.haproxy.BackendView;
import io.drillbook.spi.haproxy.RuntimeApi;
import io.drillbook.spi.haproxy.ServerState;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.CuttingProxy;
import io.drillbook.testbed.HaproxyServer;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HaproxyCutoverIT extends CutoverDriverContract {
  private final CutoverDriver driver = new HaproxyCutoverDriver();
  private HaproxyServer haproxy;

  @BeforeEach
  void start() throws IOException {
    haproxy = HaproxyServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    haproxy.close();
  }

  @Override
  protected CutoverDriver driver() {
    return driver;
  }

  @Override
  protected Settings settings() {
    return with("socket", haproxy.socket());
  }

  @Override
  protected Settings unreachable() {
    return with("socket", haproxy.socket() + ".gone");
  }

  @Override
  protected String whoAnswers() {
    return haproxy.whoAnswers().replace("production", "before").replace("standby", "after");
  }

  @Override
  protected void breakNewPlace() {
    haproxy.standby().stop();
  }

  @Test
  void anIllNewServerIsGivenBackToMaintenance() throws IOException {
    breakNewPlace();
    assertFault(() -> driver.switchOver(settings(), TestStep.first()), FaultCode.CUTOVER_FAILED);
    RuntimeApi api = new RuntimeApi(haproxy.socket());
    ServerState standby = new BackendView(api, "sites").look("standby");
    assertThat(standby.order()).isEqualTo(ServerState.Order.MAINT);
  }

  @Test
  void theDeadOldServerDoesNotKeepTrafficFromMoving() {
    haproxy.production().stop();
    assertThat(driver.switchOver(settings(), TestStep.first()).place()).isEqualTo(Place.AFTER);
    assertThat(whoAnswers()).isEqualTo("after");
  }

  @Test
  void goingHomeToADeadServerIsRefusedAndTrafficStays() {
    driver.switchOver(settings(), TestStep.first());
    haproxy.production().stop();
    assertFault(() -> driver.switchBack(settings(), TestStep.first()), FaultCode.CUTOVER_FAILED);
    assertThat(whoAnswers()).isEqualTo("after");
  }

  @Test
  void bothServersTakingTrafficIsUnknown() throws IOException {
    ask("set server sites/standby state ready");
    assertThat(driver.inspect(settings()).place()).isEqualTo(Place.UNKNOWN);
    assertThat(driver.inspect(settings()).detail()).contains("both");
  }

  @Test
  void noServerTakingTrafficIsUnknown() throws IOException {
    ask("set server sites/production state maint");
    assertThat(driver.inspect(settings()).place()).isEqualTo(Place.UNKNOWN);
    assertThat(driver.inspect(settings()).detail()).contains("none");
  }

  @Test
  void aMoveThatWasCutShortIsFinishedByTheNextCall() throws IOException {
    ask("set server sites/standby state ready");
    assertThat(driver.switchOver(settings(), TestStep.first()).place()).isEqualTo(Place.AFTER);
    assertThat(whoAnswers()).isEqualTo("after");
    assertThat(
            new BackendView(new RuntimeApi(haproxy.socket()), "sites").look("production").order())
        .isEqualTo(ServerState.Order.MAINT);
  }

  @Test
  void theRuntimeApiWorksByTcpToo() {
    Settings byTcp = with("socket", "127.0.0.1:" + haproxy.controlPort());
    assertThat(driver.switchOver(byTcp, TestStep.first()).place()).isEqualTo(Place.AFTER);
  }

  @Test
  void lostBeforeTheSwitchReachedHaproxyItIsKnownThatNothingMoved() throws IOException {
    try (CuttingProxy proxy = cut("state drain; set server sites/standby state ready", false)) {
      Settings cut = with("socket", "127.0.0.1:" + proxy.port());
      assertFault(() -> driver.switchOver(cut, TestStep.first()), FaultCode.CUTOVER_FAILED);
      assertThat(whoAnswers()).isEqualTo("before");
    }
  }

  @Test
  void lostAfterTheSwitchTheMarkedAnswersTellWhereTrafficGoes() throws IOException {
    try (CuttingProxy proxy = cut("state drain; set server sites/standby state ready", true)) {
      Settings cut = with("socket", "127.0.0.1:" + proxy.port());
      assertThat(driver.switchOver(cut, TestStep.first()).place()).isEqualTo(Place.AFTER);
      assertThat(whoAnswers()).isEqualTo("after");
    }
  }

  @Test
  void lostAfterTheSwitchWithoutAMarkNobodyCanTell() throws IOException {
    try (CuttingProxy proxy = cut("state drain; set server sites/standby state ready", true)) {
      Settings cut = with("socket", "127.0.0.1:" + proxy.port(), "marker-header", null);
      assertFault(() -> driver.switchOver(cut, TestStep.first()), FaultCode.CUTOVER_UNKNOWN);
    }
  }

  @Test
  void lostTogetherWithHaproxyItselfNobodyCanTell() throws IOException {
    try (CuttingProxy proxy =
        new CuttingProxy(
            haproxy.controlPort(),
            line -> {
              boolean now = line.contains("standby state ready");
              if (now) {
                haproxy.kill();
              }
              return now;
            },
            false)) {
      Settings cut = with("socket", "127.0.0.1:" + proxy.port());
      assertFault(() -> driver.switchOver(cut, TestStep.first()), FaultCode.CUTOVER_UNKNOWN);
    }
  }

  @Test
  void aProbeThatMeetsTheWrongServerIsNotBelieved() {
    Settings wrong =
        with(
            "probe",
            "http://127.0.0.1:" + haproxy.production().port() + "/",
            "confirm-within",
            "1s");
    assertFault(() -> driver.switchOver(wrong, TestStep.first()), FaultCode.CUTOVER_UNKNOWN);
  }

  @Test
  void cancellingWhileHealthIsAwaitedLeavesEverythingAsItWas() throws IOException {
    breakNewPlace();
    Cancellation cancellation = new Cancellation();
    var timer = Executors.newSingleThreadScheduledExecutor();
    var unused = timer.schedule(() -> cancellation.cancel("a test"), 500, TimeUnit.MILLISECONDS);
    Settings patient = with("health-within", "30s");
    TestStep step = new TestStep("run", 1, cancellation);
    assertFault(() -> driver.switchOver(patient, step), FaultCode.CANCELLED);
    assertThat(new BackendView(new RuntimeApi(haproxy.socket()), "sites").look("standby").order())
        .isEqualTo(ServerState.Order.MAINT);
    timer.shutdownNow();
  }

  @Test
  void neverDoBothServersTakeTraffic() throws Exception {
    RuntimeApi api = new RuntimeApi(haproxy.socket());
    List<String> both = new CopyOnWriteArrayList<>();
    var watcher = Executors.newSingleThreadScheduledExecutor();
    var unused =
        watcher.scheduleAtFixedRate(
            () -> {
              try {
                // One answer for both: of two answers the first may be stale when the second comes.
                List<String> up =
                    api.ask("show stat")
                        .lines()
                        .filter(line -> line.matches("sites,(production|standby),.*,UP.*"))
                        .toList();
                if (up.size() > 1) {
                  both.addAll(up);
                }
              } catch (IOException e) {
                both.add(e.toString());
              }
            },
            0,
            5,
            TimeUnit.MILLISECONDS);
    driver.switchOver(settings(), TestStep.first());
    driver.switchBack(settings(), TestStep.first());
    watcher.shutdown();
    assertThat(watcher.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    assertThat(both).isEmpty();
  }

  @Test
  void aNameCannotSmuggleACommandIntoTheRuntimeApi() {
    Settings evil = with("to", "standby; set server sites/production state maint");
    assertFault(() -> driver.switchOver(evil, TestStep.first()), FaultCode.INPUT_INVALID);
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void aServerThatHaproxyDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> driver.switchOver(with("to", "nobody"), TestStep.first()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("sites/nobody");
  }

  private CuttingProxy cut(String at, boolean passOn) throws IOException {
    return new CuttingProxy(haproxy.controlPort(), line -> line.contains(at), passOn);
  }

  private void ask(String line) throws IOException {
    assertThat(new RuntimeApi(haproxy.socket()).ask(line)).isEmpty();
  }

  private Settings with(String... changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("socket", haproxy.socket());
    values.put("backend", "sites");
    values.put("from", "production");
    values.put("to", "standby");
    values.put("probe", haproxy.address());
    values.put("marker-header", "X-Served-By");
    values.put("health-within", "3s");
    values.put("drain-for", "1s");
    values.put("confirm-within", "3s");
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        values.remove(changes[i]);
      } else {
        values.put(changes[i], changes[i + 1]);
      }
    }
    return new Settings(values);
  }
}
