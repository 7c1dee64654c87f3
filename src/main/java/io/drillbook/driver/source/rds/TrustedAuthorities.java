package io.drillbook.driver.source.rds;

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
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The authorities of a PEM file, and no others. */
final class TrustedAuthorities {
  private TrustedAuthorities() {}

  static TrustManager[] of(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, one);
      }
      if (number == 0) {
        throw unusable(pem, null);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(pem, e);
    }
  }

  private static Fault unusable(Path pem, Exception e) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read certificates: '" + pem + "'",
        "'ca-file' is a PEM file with one or more certificates.",
        e);
  }
}
