package io.drillbook.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate for this machine's loopback, with its key: as key store and as PEM files. */
public record TestCertificate(Path keyStore, Path certificate, Path key) {
  public static final String PASSWORD = "test-bed";

  /** Makes one in a folder. */
  public static TestCertificate make(Path folder) {
    TestCertificate made =
        new TestCertificate(
            folder.resolve("tls.p12"), folder.resolve("tls.pem"), folder.resolve("tls.key"));
    Host.call(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "tls",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-keystore",
            made.keyStore.toString(),
            "-storepass",
            PASSWORD));
    try (InputStream in = Files.newInputStream(made.keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      pem(made.certificate, "CERTIFICATE", store.getCertificate("tls").getEncoded());
      pem(made.key, "PRIVATE" + " KEY", store.getKey("tls", PASSWORD.toCharArray()).getEncoded());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pem(Path file, String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.write(
        file,
        ("-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n")
            .getBytes(StandardCharsets.US_ASCII));
  }
}
