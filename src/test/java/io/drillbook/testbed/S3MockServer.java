package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * Adobe's S3Mock as a process of its own, over TLS on loopback. It checks neither logins nor locks.
 */
public final class S3MockServer implements S3Server, AutoCloseable {
  private static final String INSIDE =
      "BOOT-INF/classes/com/adobe/testing/s3mock/S3MockApplication.class";

  private final Path folder;
  private final int port = Host.freePort();
  private final TestCertificate tls;
  private final ServerProcess process;
  private final Map<Keeps, String> buckets = new EnumMap<>(Keeps.class);
  private final Thread atExit = new Thread(this::remove, "remove an S3Mock");

  private S3MockServer() throws IOException {
    this.folder = Files.createTempDirectory("drillbook-s3mock");
    this.tls = TestCertificate.make(folder);
    Runtime.getRuntime().addShutdownHook(atExit);
    this.process = new ServerProcess(folder, "s3mock", Map.of(), command());
    process.awaitUp(Duration.ofMinutes(5), this::answers);
  }

  /** Starts one; some seconds. */
  public static S3MockServer start() {
    try {
      return new S3MockServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx160m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote",
        "-Djava.io.tmpdir=" + folder,
        "-jar",
        jar(),
        "--server.address=127.0.0.1",
        "--server.port=" + port,
        // Its second port, without TLS, is 9090 for everybody else.
        "--http.port=0",
        "--server.ssl.key-store=" + tls.keyStore(),
        "--server.ssl.key-store-password=" + TestCertificate.PASSWORD,
        "--server.ssl.key-store-type=PKCS12",
        "--server.ssl.key-alias=tls",
        "--server.ssl.key-password=" + TestCertificate.PASSWORD,
        "--com.adobe.testing.s3mock.max-payload-size=100MB",
        "--com.adobe.testing.s3mock.store.root=" + Files.createDirectory(folder.resolve("store")));
  }

  /** The server comes as a dependency of the tests, packed with its own Spring. */
  private static String jar() {
    URL inside = S3MockServer.class.getClassLoader().getResource(INSIDE);
    String address = String.valueOf(inside);
    return URI.create(address.substring("jar:".length(), address.indexOf("!/"))).getPath();
  }

  private boolean answers() {
    try (S3Client s3 = client()) {
      s3.listBuckets();
      return true;
    }
  }

  @Override
  public String endpoint() {
    return "https://localhost:" + port;
  }

  @Override
  public Path caFile() {
    return tls.certificate();
  }

  @Override
  public synchronized String bucket(Keeps keeps) {
    return buckets.computeIfAbsent(
        keeps,
        any -> {
          String name = "keeps-" + keeps.name().toLowerCase(java.util.Locale.ROOT);
          try (S3Client s3 = client()) {
            s3.createBucket(r -> r.bucket(name));
            if (keeps != Keeps.LATEST) {
              s3.putBucketVersioning(
                  r ->
                      r.bucket(name)
                          .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
            }
          }
          return name;
        });
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remove();
  }

  private void remove() {
    process.close();
    Host.delete(folder);
  }
}
