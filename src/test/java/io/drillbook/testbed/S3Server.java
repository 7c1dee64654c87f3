package io.drillbook.testbed;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server on loopback, whatever it is made of; buckets are made on demand. */
public interface S3Server {
  /** The login that owns the buckets and may do everything; access key and secret key. */
  Login OWNER = new Login("OWNEROWNER", "owner-of-the-test-bed");

  /** Writes, reads and lists, and may delete nothing. */
  Login WRITER = new Login("WRITERWRITER", "writer-of-the-test-bed");

  /** Deletes and discards, and may neither write nor read. */
  Login PRUNER = new Login("PRUNERPRUNER", "pruner-of-the-test-bed");

  /** The value of a secret is its own name. */
  Secrets SECRETS = reference -> Secret.of(reference.name());

  /** One login. */
  record Login(String accessKey, String secretKey) {}

  /** What a bucket keeps. */
  enum Keeps {
    LATEST,
    VERSIONS,
    LOCKS
  }

  String endpoint();

  /** PEM file with the certificate. */
  Path caFile();

  /** The one bucket of that kind. */
  String bucket(Keeps keeps);

  /** Settings of a vault as they stand in {@code drillbook.yaml}, in a folder of its own. */
  default Map<String, Object> settings(Keeps keeps, String prefix, Login login) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("endpoint", endpoint());
    settings.put("ca-file", caFile().toString());
    settings.put("path-style", true);
    settings.put("bucket", bucket(keeps));
    settings.put("prefix", prefix);
    settings.put("timeout", "PT5S");
    settings.put("access-key", new SecretReference("test", login.accessKey()));
    settings.put("secret-key", new SecretReference("test", login.secretKey()));
    return settings;
  }

  /** The owner's own way to the server, past the product. */
  default S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create(endpoint()))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .addPlugin(LegacyMd5Plugin.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(OWNER.accessKey(), OWNER.secretKey())))
        .httpClientBuilder(
            Apache5HttpClient.builder().tlsTrustManagersProvider(() -> trust(caFile())))
        .build();
  }

  /** An authority of ours, and no other. */
  static javax.net.ssl.TrustManager[] trust(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
