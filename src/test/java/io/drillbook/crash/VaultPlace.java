package io.drillbook.crash;

import io.drillbook.assembly.Drivers;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where a vault of the matrix is, in a form that a child process can read.
 *
 * @param secrets settings whose value is a secret
 */
record VaultPlace(String kind, Map<String, String> settings, Map<String, String> secrets) {
  private static final String FILE = "vault.properties";
  private static final String SECRET = "secret.";

  Vault open() {
    Map<String, Object> values = new HashMap<>();
    settings.forEach((key, value) -> values.put(key, typed(value)));
    secrets.forEach((key, value) -> values.put(key, new SecretReference("environment", value)));
    return Drivers.all(TestKeys.SECRETS, Path.of("/")).vaults().stream()
        .filter(driver -> driver.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .open("primary", new Settings(values));
  }

  private static Object typed(String value) {
    if (value.equals("true") || value.equals("false")) {
      return Boolean.valueOf(value);
    }
    return value.matches("\\d{1,9}") ? (Object) Long.valueOf(value) : value;
  }

  /** As {@link #open}; each call that changes it is a side effect, or, for S3, each request. */
  Vault openCounted(SideEffects effects) {
    if (kind.equals("s3")) {
      CountedRequests.countIn(effects);
      return open();
    }
    return new CountedVault(open(), effects);
  }

  /** Writes it into the folder of a matrix. */
  void write(Path folder) {
    Properties all = new Properties();
    all.setProperty("kind", kind);
    settings.forEach(all::setProperty);
    secrets.forEach((key, value) -> all.setProperty(SECRET + key, value));
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILE))) {
      all.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one that was written into the folder of a matrix. */
  static VaultPlace of(Path folder) {
    Properties all = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve(FILE))) {
      all.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    Map<String, String> secrets = new HashMap<>();
    for (String name : all.stringPropertyNames()) {
      if (name.startsWith(SECRET)) {
        secrets.put(name.substring(SECRET.length()), all.getProperty(name));
      } else if (!name.equals("kind")) {
        settings.put(name, all.getProperty(name));
      }
    }
    return new VaultPlace(all.getProperty("kind"), settings, secrets);
  }
}
