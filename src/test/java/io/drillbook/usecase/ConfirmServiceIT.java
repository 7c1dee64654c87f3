package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.driver.check.http.HttpCheckDriver;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.cutover.ConfirmService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfirmServiceIT {
  @Test
  void aServiceThatAnswersOnlyAMomentAfterTheSwitchIsConfirmed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    service.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
          exchange.close();
        });
    service.start();
    try {
      String url = "http://127.0.0.1:" + service.getAddress().getPort() + "/";
      ProtectionPlan plan =
          SamplePlan.with(
              List.of(SamplePlan.step("http", "url", url)), List.of(), Duration.ofSeconds(1));
      ConfirmService confirm = new ConfirmService(new CheckDrivers(List.of(new HttpCheckDriver())));
      assertThat(confirm.confirm(plan, "standby", TestStep.first())).hasSize(1);
      assertThat(asked).hasValue(3);
    } finally {
      service.stop(0);
    }
  }
}
