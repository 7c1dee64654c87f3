package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** https with the certificate that the server makes for itself. */
class TlsIT {
  @TempDir static Path base;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            base, "server: { address: 127.0.0.1, port: 0, tls: { self-signed: true } }\n");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void its_certificate_holds_for_this_machine() throws Exception {
    assertThat(client("127.0.0.1").get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(client("localhost").get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(Files.getPosixFilePermissions(base.resolve("var/tls/key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void cookies_are_secure_and_strict_and_the_session_is_hidden_from_scripts() throws Exception {
    List<String> cookies =
        client("127.0.0.1").get("/camunda/app/welcome/default/").headers().allValues("Set-Cookie");

    assertThat(cookies).hasSizeGreaterThanOrEqualTo(2);
    assertThat(cookies).allMatch(cookie -> cookie.contains("Secure"));
    assertThat(cookies)
        .allMatch(cookie -> cookie.toLowerCase(Locale.ROOT).contains("samesite=strict"));
    assertThat(cookies)
        .filteredOn(cookie -> cookie.startsWith("JSESSIONID"))
        .allMatch(cookie -> cookie.contains("HttpOnly"));
  }

  @Test
  void browsers_are_told_to_keep_to_https() throws Exception {
    for (String path : new String[] {"/camunda/app/welcome/default/", "/api/v1/session"}) {
      assertThat(client("localhost").get(path).headers().firstValue("Strict-Transport-Security"))
          .isPresent();
    }
  }

  private static TestClient client(String host) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(base.resolve("var/tls/certificate.pem"))) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      trusted.setCertificateEntry("server", certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return new TestClient(URI.create("https://" + host + ":" + server.port()), context);
  }
}
