package io.drillbook.domain.system;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code drillbook.yaml} says about the server itself. Maps keep the order of the file; every
 * path is absolute: files that stand beside {@code drillbook.yaml} (keys, certificates, directory
 * vaults) were taken from the configuration folder, state ({@code users.first-login-file}, an H2
 * database) from the folder that holds the configuration folder, so that it lands in {@code var/}
 * beside it.
 *
 * @param folder the configuration folder
 * @param stateFolder {@code var} beside the configuration folder
 * @param firstLoginFile where the one-time passwords of the first start go, mode 0600
 * @param outreach how the server reaches out besides mail
 * @param logFormat {@code ecs} or {@code logstash}: each line of the log is one JSON document;
 *     empty for lines that people read
 * @param evidence how it proves what was done
 */
public record ServerConfiguration(
    Path folder,
    Path stateFolder,
    WebServer server,
    Database database,
    Map<String, VaultConfiguration> vaults,
    Map<String, KeyFile> keys,
    Optional<MailServer> mail,
    Path firstLoginFile,
    Outreach outreach,
    Optional<String> logFormat,
    EvidenceRule evidence) {

  /** A server that reaches people by mail only, and anchors nothing. */
  public ServerConfiguration(
      Path folder,
      Path stateFolder,
      WebServer server,
      Database database,
      Map<String, VaultConfiguration> vaults,
      Map<String, KeyFile> keys,
      Optional<MailServer> mail,
      Path firstLoginFile) {
    this(
        folder,
        stateFolder,
        server,
        database,
        vaults,
        keys,
        mail,
        firstLoginFile,
        Outreach.NONE,
        Optional.empty(),
        EvidenceRule.NONE);
  }

  public ServerConfiguration {
    vaults = Collections.unmodifiableMap(new LinkedHashMap<>(vaults));
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** The folder of the plans, {@code plans} in the configuration folder. */
  public Path plansFolder() {
    return folder.resolve("plans");
  }

  /**
   * Where the server listens.
   *
   * @param address a local address
   * @param port 0 for any free one
   * @param tls how it speaks https; empty for plain http
   * @param publicUrl the address that people reach it by, for links in mails; empty where that is
   *     scheme, address and port
   */
  public record WebServer(
      String address, int port, Optional<TlsSettings> tls, Optional<URI> publicUrl) {
    /** The address for links: as configured, else where the server listens. */
    public URI linkBase() {
      return publicUrl.orElseGet(
          () -> URI.create((tls.isPresent() ? "https://" : "http://") + address + ":" + port));
    }
  }

  /**
   * Certificate of the server, in PEM files; both are empty where it makes its own at first start.
   *
   * @param certificate chain, the server's own first
   * @param key its private key
   */
  public record TlsSettings(Optional<Path> certificate, Optional<Path> key) {
    /** Whether the server makes its own certificate. */
    public boolean selfSigned() {
      return certificate.isEmpty();
    }
  }

  /** Where engine and catalog live; a JDBC address of H2 or PostgreSQL. */
  public record Database(
      String url, Optional<String> username, Optional<SecretReference> password) {}

  /**
   * A vault.
   *
   * @param kind the driver's kind
   * @param site where it stands, for the rule that one site's loss must not take every copy
   */
  public record VaultConfiguration(
      String name, String kind, Settings settings, Optional<String> site) {}

  /** Where mail is handed over. */
  public record MailServer(
      String host,
      int port,
      String from,
      Optional<String> username,
      Optional<SecretReference> password,
      boolean startTls) {}
}
