package io.drillbook.engine.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate that the server makes for itself where it is given none. */
final class SelfSignedCertificate {
  private static final Duration VALIDITY = Duration.ofDays(825);
  private static final Duration RENEWAL = Duration.ofDays(30);
  private static final String LOOPBACK = "127.0.0.1";

  private final TlsFiles files;
  private final Clock clock;

  SelfSignedCertificate(TlsFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  /**
   * Makes it, unless one is there that is good for a month more.
   *
   * @param hosts names and addresses that it must hold for, beside localhost
   */
  void ensure(List<String> hosts) {
    if (!isGood()) {
      try {
        make(hosts);
      } catch (GeneralSecurityException | OperatorCreationException e) {
        throw new IllegalStateException("no certificate could be made", e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private boolean isGood() {
    if (!Files.isRegularFile(files.certificate()) || !Files.isRegularFile(files.key())) {
      return false;
    }
    try (InputStream in = Files.newInputStream(files.certificate())) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEWAL));
    } catch (GeneralSecurityException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(List<String> hosts)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    // The key first: a certificate without its key would look complete after a crash.
    PrivateFiles.write(files.key(), pem(new JcaPKCS8Generator(pair.getPrivate(), null).generate()));
    PrivateFiles.write(files.certificate(), pem(sign(hosts, pair)));
  }

  private X509CertificateHolder sign(List<String> hosts, KeyPair pair)
      throws OperatorCreationException, IOException {
    Instant now = clock.instant();
    X500Name name = new X500Name("CN=Drillbook, O=" + new BigInteger(40, new SecureRandom()));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(120, new SecureRandom()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(VALIDITY)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  private static GeneralNames names(List<String> hosts) throws IOException {
    Set<GeneralName> names = new LinkedHashSet<>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, LOOPBACK));
    for (String host : hosts) {
      boolean numeric = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
      if (!numeric) {
        names.add(new GeneralName(GeneralName.dNSName, host));
      } else if (InetAddress.getByName(host).isAnyLocalAddress()) {
        names.add(new GeneralName(GeneralName.dNSName, InetAddress.getLocalHost().getHostName()));
      } else {
        names.add(new GeneralName(GeneralName.iPAddress, host));
      }
    }
    return new GeneralNames(names.toArray(new GeneralName[0]));
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
