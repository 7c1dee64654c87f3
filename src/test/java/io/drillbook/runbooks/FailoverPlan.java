package io.drillbook.runbooks;

import io.drillbook.domain.plan.RecoveryPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.testbed.BindServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The shop's plan with a fence on both sides and a way home. */
final class FailoverPlan {
  private FailoverPlan() {}

  static void write(ShopBed shop, BindServer bind) throws IOException {
    Files.setPosixFilePermissions(bind.keyFile(), PosixFilePermissions.fromString("rw-------"));
    shop.changePlan("cutover: [ {", "cutover: [ " + dns(bind) + ", {");
    Path secret = shop.home().resolve("app.secret");
    Files.writeString(secret, "app-secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    shop.changePlan(
        "  observe: { for: 2s, rollback-on-failure: true }\n",
        """
        fence: [ { postgresql: %s } ]
        observe: { for: 2s, every: 200ms, max-error-rate: 20, max-latency: 30s, rollback-on-failure: true }
        fail-back:
          target: home
          set-aside: true
          fence: [ { postgresql: %s } ]
        """
            .formatted(
                fence(shop, shop.production().url("shop")),
                fence(shop, shop.recovery().url("shop")))
            .indent(2));
    shop.changePlan(
        "  sandbox: { disposable",
        "  home: { production: true, sources: { db: { url: \"%s\", username: postgres, password: \"${file:%s/admin.secret}\" } } }\n"
                .formatted(shop.production().url("shop"), shop.home())
            + "  sandbox: { disposable");
  }

  /** Changes the plan and waits until the server goes by it. */
  static void change(ShopBed shop, String from, String to, Predicate<RecoveryPlan> seen)
      throws IOException {
    shop.changePlan(from, to);
    Plans plans = shop.server().getBean(Plans.class);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> seen.test(plans.plan(ShopBed.SYSTEM).recovery()));
  }

  private static String dns(BindServer bind) {
    return ("{ dns: { server: \"%s\", zone: example.test, record: shop, from: %s, to: %s,"
            + " ttl: 5s, key: \"${file:%s}\", authoritative: [\"%s\", \"%s\"] } }")
        .formatted(
            bind.primary(),
            BindServer.OLD,
            BindServer.NEW,
            bind.keyFile(),
            bind.primary(),
            bind.secondary());
  }

  private static String fence(ShopBed shop, String url) {
    return ("{ url: \"%s\", username: postgres, password: \"${file:%s/admin.secret}\","
            + " probe-username: app, probe-password: \"${file:%s/app.secret}\" }")
        .formatted(url, shop.home(), shop.home());
  }
}
