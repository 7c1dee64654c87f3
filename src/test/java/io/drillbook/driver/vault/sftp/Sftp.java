package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.Sshd;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Settings of a vault on the test bed's server, to be changed one by one. */
record Sftp(Map<String, Object> settings, String passphrase) {
  static Sftp at(Sshd server, Path folder) {
    return new Sftp(
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            (long) server.port(),
            "user",
            server.user(),
            "identity-file",
            server.identity().toString(),
            "known-hosts",
            server.knownHosts().toString(),
            "path",
            folder.toString()),
        "");
  }

  Sftp with(String key, Object value) {
    Map<String, Object> changed = new HashMap<>(settings);
    changed.put(key, value instanceof Path path ? path.toString() : value);
    return new Sftp(changed, passphrase);
  }

  Sftp passphrase(String word) {
    return new Sftp(
        with("passphrase", new SecretReference("environment", "WORD")).settings(), word);
  }

  Vault open() {
    Secrets secrets = reference -> Secret.of(passphrase);
    return new SftpVaultDriver(secrets, Clock.systemUTC()).open("cold", new Settings(settings));
  }
}
