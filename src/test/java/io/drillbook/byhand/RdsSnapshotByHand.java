package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.RdsServer;
import io.drillbook.testbed.RdsShop;
import java.nio.file.Path;
import java.util.Map;

/** An instance, made anew from its snapshot by signed requests of {@code curl}. */
final class RdsSnapshotByHand implements ByHandSource {
  private final RdsServer server = new RdsServer();

  RdsSnapshotByHand() {
    server.hurry();
    RdsShop.make(server);
  }

  @Override
  public String kind() {
    return "rds-snapshot";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "endpoint",
            server.url("127.0.0.1"),
            "region",
            RdsServer.REGION,
            "access-key",
            new SecretReference("environment", RdsServer.ACCESS_KEY),
            "secret-key",
            new SecretReference("environment", RdsServer.SECRET_KEY),
            "instance",
            RdsShop.INSTANCE));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        server.url("127.0.0.1"),
        "AWS_REGION",
        RdsServer.REGION,
        "AWS_ACCESS_KEY_ID",
        RdsServer.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        RdsServer.SECRET_KEY,
        "INSTANCE",
        "shop-again",
        "PAUSE",
        "0.1");
  }

  @Override
  public String before() {
    return server.digest(RdsServer.REGION, RdsShop.INSTANCE);
  }

  @Override
  public String after(Path work) {
    return server.digest(RdsServer.REGION, "shop-again");
  }

  @Override
  public void close() {
    server.close();
  }
}
