package io.drillbook.engine.boot;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.TlsSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server's certificate and key, PEM.
 *
 * @param certificate chain, the server's own first
 * @param key its private key
 */
public record TlsFiles(Path certificate, Path key) {
  /** Where they are: as configured, else {@code tls/} in the state folder. */
  static TlsFiles of(ServerConfiguration configuration) {
    TlsSettings settings = configuration.server().tls().orElseThrow();
    Path folder = configuration.stateFolder().resolve("tls");
    return new TlsFiles(
        settings.certificate().orElse(folder.resolve("certificate.pem")),
        settings.key().orElse(folder.resolve("key.pem")));
  }

  /**
   * Makes a certificate where none is configured and none is there, or it ends within a month.
   *
   * @throws Fault INPUT_INVALID where a configured file cannot be read
   */
  public static void prepare(ServerConfiguration configuration) {
    if (configuration.server().tls().isEmpty()) {
      return;
    }
    TlsFiles files = of(configuration);
    if (configuration.server().tls().orElseThrow().selfSigned()) {
      new SelfSignedCertificate(files, Clock.systemUTC()).ensure(hosts(configuration.server()));
    }
    requireReadable(files.certificate(), "certificate");
    requireReadable(files.key(), "key");
  }

  private static List<String> hosts(ServerConfiguration.WebServer server) {
    return Stream.concat(Stream.of(server.address()), server.publicUrl().map(URI::getHost).stream())
        .distinct()
        .toList();
  }

  private static void requireReadable(Path file, String what) {
    if (!Files.isReadable(file)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the server's " + what + ": '" + file + "'",
          "Check 'server.tls' in drillbook.yaml and the owner of the file.");
    }
  }
}
