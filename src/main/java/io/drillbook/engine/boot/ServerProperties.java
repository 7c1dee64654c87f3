package io.drillbook.engine.boot;

import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.Database;
import io.drillbook.domain.system.ServerConfiguration.MailServer;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** Translates the server configuration into Spring's properties. */
public final class ServerProperties {
  private static final String H2_FILE = "jdbc:h2:file:";

  private ServerProperties() {}

  /** The fixed settings, to be put before everything that comes from outside. */
  public static PropertySource<?> fixed() {
    try {
      return new YamlPropertySourceLoader()
          .load("drillbook fixed settings", new ClassPathResource("application.yaml"))
          .get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The settings that follow from the configuration.
   *
   * @param port instead of the configured one
   */
  public static Map<String, Object> of(
      ServerConfiguration configuration, Secrets secrets, OptionalInt port) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("spring.config.location", "classpath:/application.yaml");
    properties.put("server.address", configuration.server().address());
    properties.put("server.port", port.orElse(configuration.server().port()));
    database(properties, configuration.database(), secrets);
    configuration.mail().ifPresent(mail -> mail(properties, mail, secrets));
    configuration
        .logFormat()
        .ifPresent(format -> properties.put("logging.structured.format.console", format));
    transport(properties, configuration);
    return properties;
  }

  private static void database(Map<String, Object> properties, Database database, Secrets secrets) {
    properties.put("spring.datasource.url", durable(database.url()));
    properties.put("spring.datasource.username", database.username().orElse(h2User(database)));
    properties.put(
        "spring.datasource.password",
        database.password().map(secret -> secrets.resolve(secret).reveal()).orElse(""));
  }

  private static String h2User(Database database) {
    return database.url().startsWith("jdbc:h2:") ? "sa" : "";
  }

  /**
   * H2 writes a commit half a second late and closes itself before the engine does: a killed server
   * would lose what it had confirmed. And a thread that is interrupted while it reads closes the
   * usual file for all of them: its own kind "async" does not.
   */
  static String durable(String url) {
    if (!url.startsWith("jdbc:h2:")) {
      return url;
    }
    StringBuilder result =
        new StringBuilder(
            url.startsWith(H2_FILE) ? "jdbc:h2:async:" + url.substring(H2_FILE.length()) : url);
    for (String setting :
        new String[] {
          "DB_CLOSE_ON_EXIT=FALSE", "WRITE_DELAY=0", "LOCK_TIMEOUT=10000", "QUERY_CACHE_SIZE=256"
        }) {
      String name = setting.substring(0, setting.indexOf('=') + 1);
      if (!url.toUpperCase(Locale.ROOT).contains(";" + name)) {
        result.append(';').append(setting);
      }
    }
    return result.toString();
  }

  private static void mail(Map<String, Object> properties, MailServer mail, Secrets secrets) {
    properties.put("spring.mail.host", mail.host());
    properties.put("spring.mail.port", mail.port());
    mail.username().ifPresent(name -> properties.put("spring.mail.username", name));
    mail.password()
        .ifPresent(
            secret -> properties.put("spring.mail.password", secrets.resolve(secret).reveal()));
    String smtp = "spring.mail.properties.mail.smtp.";
    properties.put(smtp + "auth", mail.username().isPresent());
    properties.put(smtp + "starttls.enable", mail.startTls());
    properties.put(smtp + "starttls.required", mail.startTls());
    properties.put(smtp + "ssl.checkserveridentity", true);
    properties.put(smtp + "connectiontimeout", 10_000);
    properties.put(smtp + "timeout", 10_000);
    properties.put(smtp + "writetimeout", 10_000);
  }

  private static void transport(Map<String, Object> properties, ServerConfiguration configuration) {
    boolean tls = configuration.server().tls().isPresent();
    properties.put("server.servlet.session.cookie.secure", tls);
    properties.put("camunda.bpm.webapp.csrf.enable-secure-cookie", tls);
    properties.put("camunda.bpm.webapp.session-cookie.enable-secure-cookie", tls);
    properties.put("camunda.bpm.webapp.header-security.hsts-disabled", !tls);
    if (tls) {
      TlsFiles files = TlsFiles.of(configuration);
      String bundle = "spring.ssl.bundle.pem.server.keystore.";
      properties.put(bundle + "certificate", files.certificate().toUri().toString());
      properties.put(bundle + "private-key", files.key().toUri().toString());
      properties.put("server.ssl.bundle", "server");
      properties.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
    }
  }
}
