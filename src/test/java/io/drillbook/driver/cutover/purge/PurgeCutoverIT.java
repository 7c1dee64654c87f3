package io.drillbook.driver.cutover.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.cutover.CutoverDriverContract;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.TestStep;
import io.drillbook.testbed.VarnishServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Varnish that still keeps the old place's pages after traffic behind it moved. */
class PurgeCutoverIT extends CutoverDriverContract {
  private final CutoverDriver purge =
      new PurgeCutoverDriver(reference -> Secret.of(VarnishServer.KEY));
  private VarnishServer varnish;

  @BeforeEach
  void start() throws IOException {
    varnish = VarnishServer.start();
    varnish.shown("/cart");
    varnish.change("standby");
  }

  @AfterEach
  void stop() {
    varnish.close();
  }

  /** On the way home the step behind this one comes first: the origin is the old one again. */
  @Override
  protected CutoverDriver driver() {
    return new CutoverDriver() {
      @Override
      public String kind() {
        return purge.kind();
      }

      @Override
      public List<Setting> settings() {
        return purge.settings();
      }

      @Override
      public CutoverState inspect(Settings settings) {
        return purge.inspect(settings);
      }

      @Override
      public CutoverState switchOver(Settings settings, StepContext context) {
        return purge.switchOver(settings, context);
      }

      @Override
      public CutoverState switchBack(Settings settings, StepContext context) {
        varnish.change("production");
        return purge.switchBack(settings, context);
      }
    };
  }

  @Override
  protected Settings settings() {
    return with();
  }

  @Override
  protected Settings unreachable() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return with("urls", List.of("http://127.0.0.1:" + free.getLocalPort() + "/"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected String whoAnswers() {
    return varnish.shown("/").replace("production", "before").replace("standby", "after");
  }

  @Override
  protected void breakNewPlace() {
    varnish.stopOrigin();
  }

  @Test
  void aPurgeDiscardsTheNamedPageOnly() {
    purge.switchOver(settings(), TestStep.first());
    assertThat(varnish.shown("/cart")).isEqualTo("production");
  }

  @Test
  void aBanDiscardsEveryPageOfItsPattern() {
    Settings ban =
        with(
            "method",
            "BAN",
            "headers",
            List.of("X-Purge-Key: ${KEY}", "X-Ban-Pattern: ^/(cart)?$"));
    assertThat(purge.switchOver(ban, TestStep.first()).place()).isEqualTo(Place.AFTER);
    assertThat(varnish.shown("/cart")).isEqualTo("standby");
  }

  @Test
  void withoutTheKeyTheCacheSaysNo() {
    Settings keyless = with("headers", List.of("X-Purge-Key: guess"));
    assertFault(() -> purge.switchOver(keyless, TestStep.first()), FaultCode.CUTOVER_FAILED);
    assertThatThrownBy(() -> purge.switchOver(keyless, TestStep.first()))
        .hasMessageContaining("405");
    assertThat(whoAnswers()).isEqualTo("before");
  }

  @Test
  void aPurgeThatChangesNothingForUsersIsNotBelieved() {
    varnish.change("production");
    assertFault(
        () -> purge.switchOver(with("confirm-within", "1s"), TestStep.first()),
        FaultCode.CUTOVER_UNKNOWN);
  }

  @Test
  void withoutAPageToCheckTheAnswerCountsAndInspectingCannotTell() {
    Settings blind = with("check-url", null, "before", null, "after", null);
    assertThat(purge.inspect(blind).place()).isEqualTo(Place.UNKNOWN);
    assertThat(purge.switchOver(blind, TestStep.first()).place()).isEqualTo(Place.AFTER);
    assertThat(whoAnswers()).isEqualTo("after");
  }

  private Settings with(Object... changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("urls", List.of(varnish.address() + "/"));
    values.put("headers", List.of("X-Purge-Key: ${KEY}"));
    values.put("check-url", varnish.address() + "/");
    values.put("before", "production");
    values.put("after", "standby");
    values.put("probe", varnish.origin());
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        values.remove(changes[i]);
      } else {
        values.put((String) changes[i], changes[i + 1]);
      }
    }
    return new Settings(values);
  }
}
