package io.drillbook.spi.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a PEM file that alone vouch for a server, in place of the machine's own. */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * Trusts nobody but these.
   *
   * @param owner whose setting names the file, such as {@code vault}; for the hint
   * @throws Fault INPUT_INVALID where the file holds no certificate
   */
  public static TrustManager[] of(Path pem, String owner) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, one);
      }
      if (number == 0) {
        throw unusable(pem, owner, null);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(pem, owner, e);
    }
  }

  /**
   * The same, for clients of the JDK.
   *
   * @throws Fault as {@link #of}
   */
  public static SSLContext context(Path pem, String owner) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, of(pem, owner), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unusable(pem, owner, e);
    }
  }

  private static Fault unusable(Path pem, String owner, Exception e) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read certificates: '" + pem + "'",
        "The " + owner + "'s 'ca-file' is a PEM file with one or more certificates.",
        e);
  }
}
