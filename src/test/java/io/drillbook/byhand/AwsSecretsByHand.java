package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.AwsSecrets;
import io.drillbook.testbed.SecretsManagerServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Secrets of a region, restored below another prefix by signed requests of {@code curl}. */
final class AwsSecretsByHand implements ByHandSource {
  private final SecretsManagerServer server = new SecretsManagerServer();

  AwsSecretsByHand() {
    AwsSecrets.make(server);
  }

  @Override
  public String kind() {
    return "aws-secrets";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "endpoint",
            server.url("127.0.0.1"),
            "region",
            SecretsManagerServer.REGION,
            "access-key",
            new SecretReference("environment", SecretsManagerServer.ACCESS_KEY),
            "secret-key",
            new SecretReference("environment", SecretsManagerServer.SECRET_KEY),
            "prefix",
            "shop/",
            "values-to",
            List.of("escrow")));
  }

  @Override
  public List<String> keys() {
    return List.of("ops", "escrow");
  }

  @Override
  public Map<String, String> exports() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        server.url("127.0.0.1"),
        "AWS_REGION",
        SecretsManagerServer.REGION,
        "AWS_ACCESS_KEY_ID",
        SecretsManagerServer.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        SecretsManagerServer.SECRET_KEY,
        "PREFIX",
        "standby/");
  }

  @Override
  public String before() {
    return server.digest("shop/");
  }

  @Override
  public String after(Path work) {
    return server.digest("standby/");
  }

  @Override
  public void close() {
    server.close();
  }
}
