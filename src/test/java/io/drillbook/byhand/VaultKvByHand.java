package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.file.Disk;
import io.drillbook.testbed.KvSecrets;
import io.drillbook.testbed.KvServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Secrets of an engine, restored into one of another name and below another prefix. */
final class VaultKvByHand implements ByHandSource {
  private final Path home;
  private final KvServer server;

  VaultKvByHand() {
    try {
      home = Files.createTempDirectory("by-hand").toRealPath();
      server = new KvServer(home);
      server.mount("secret");
      server.mount("team/restored");
      KvSecrets.make(server, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "vault-kv";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "url",
            server.url("127.0.0.1"),
            "token",
            new SecretReference("environment", KvServer.TOKEN),
            "ca-file",
            server.caFile().toString(),
            "prefix",
            "shop",
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
        "VAULT_ADDR",
        server.url("127.0.0.1"),
        "VAULT_TOKEN",
        KvServer.TOKEN,
        "VAULT_NAMESPACE",
        "team",
        "MOUNT",
        "restored",
        "PREFIX",
        "standby/",
        "CURL_CA_BUNDLE",
        server.caFile().toString());
  }

  @Override
  public String before() {
    return server.digest("secret", "shop/");
  }

  @Override
  public String after(Path work) {
    return server.digest("team/restored", "standby/");
  }

  @Override
  public void close() {
    server.close();
    try {
      Disk.removeTree(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
