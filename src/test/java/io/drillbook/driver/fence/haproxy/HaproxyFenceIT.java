package io.drillbook.driver.fence.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.fence.FenceDriverContract;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.testbed.HaproxyServer;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HaproxyFenceIT extends FenceDriverContract {
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
  protected FenceDriver driver() {
    return new HaproxyFenceDriver();
  }

  @Override
  protected Settings settings() {
    return of(haproxy.socket(), "production");
  }

  @Override
  protected Settings unreachable() {
    return of("/nowhere/admin.sock", "production");
  }

  @Override
  protected Hold silence() {
    return Hold.UNKNOWN;
  }

  @Override
  protected boolean writes() {
    return "production".equals(haproxy.whoAnswers());
  }

  @Test
  void aNameThatWouldSmuggleACommandInIsRefused() {
    assertFault(
        () ->
            driver()
                .fence(
                    of(haproxy.socket(), "production; shutdown sessions server sites/standby"),
                    List.of(),
                    TestStep.first()),
        FaultCode.INPUT_INVALID);
    assertThat(writes()).isTrue();
  }

  @Test
  void aServerThatHaproxyDoesNotKnowIsSaid() {
    assertFault(
        () -> driver().fence(of(haproxy.socket(), "primary"), List.of(), TestStep.first()),
        FaultCode.FENCE_FAILED);
  }

  private static Settings of(String socket, String server) {
    return new Settings(
        Map.of("socket", socket, "backend", "sites", "server", server, "drain-for", "1s"));
  }
}
