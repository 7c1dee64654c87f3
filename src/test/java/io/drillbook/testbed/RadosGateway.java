package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * A Ceph of one node with its RADOS Gateway, from Debian's packages: a real S3 server, with real
 * logins, versions and locks. Loopback only, data in memory, some 150 MB and three seconds.
 */
public final class RadosGateway implements S3Server, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final TestCertificate tls;
  private final int port = Host.freePort();
  private final int tlsPort = Host.freePort();
  private final CephConfiguration ceph;
  private final Deque<ServerProcess> servers = new ArrayDeque<>();
  private final Map<Keeps, String> buckets = new EnumMap<>(Keeps.class);
  private final Thread atExit = new Thread(this::remove, "remove a Ceph");

  private RadosGateway() throws IOException {
    // Short: a socket's path may have 107 characters only.
    this.folder = Files.createTempDirectory(Path.of("/tmp"), "dbceph");
    Runtime.getRuntime().addShutdownHook(atExit);
    this.tls = TestCertificate.make(folder);
    this.ceph = new CephConfiguration(folder, Host.freePort());
    ceph.write(port, tlsPort, tls);
    startMonitor();
    startStore();
    startGateway();
    user("owner", OWNER);
    user("writer", WRITER);
    user("pruner", PRUNER);
  }

  /** Starts one; some seconds. */
  public static RadosGateway start() {
    try {
      return new RadosGateway();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startMonitor() {
    ceph.makeMonitor();
    serve("mon", "ceph-mon", "-f", "-i", "a");
  }

  private void startStore() {
    String id = UUID.randomUUID().toString();
    ceph.run("ceph", "osd", "new", id, "0");
    ceph.run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", id);
    ceph.run("ceph", "osd", "crush", "add-bucket", "h", "host");
    ceph.run("ceph", "osd", "crush", "move", "h", "root=default");
    ceph.run("ceph", "osd", "crush", "add", "osd.0", "1.0", "host=h");
    serve("osd", "ceph-osd", "-f", "-i", "0");
  }

  private void startGateway() {
    serve("rgw", "radosgw", "-f", "-n", "client.rgw").awaitUp(PATIENCE, this::answers);
  }

  private boolean answers() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(plainEndpoint()).toURL().openConnection();
    connection.setConnectTimeout(1000);
    connection.setReadTimeout(5000);
    return connection.getResponseCode() > 0;
  }

  private ServerProcess serve(String name, String... command) {
    ServerProcess server = new ServerProcess(folder, name, ceph.environment(), List.of(command));
    servers.push(server);
    return server;
  }

  private void user(String name, Login login) {
    ceph.run(
        "radosgw-admin",
        "user",
        "create",
        "--uid=" + name,
        "--display-name=" + name,
        "--access-key=" + login.accessKey(),
        "--secret-key=" + login.secretKey());
  }

  @Override
  public String endpoint() {
    return "https://localhost:" + tlsPort;
  }

  /** Without TLS, for a proxy that looks into what passes. */
  public String plainEndpoint() {
    return "http://127.0.0.1:" + port;
  }

  public int plainPort() {
    return port;
  }

  @Override
  public Path caFile() {
    return tls.certificate();
  }

  @Override
  public synchronized String bucket(Keeps keeps) {
    return buckets.computeIfAbsent(keeps, this::make);
  }

  private String make(Keeps keeps) {
    String name = "keeps-" + keeps.name().toLowerCase(Locale.ROOT);
    try (S3Client s3 = client()) {
      s3.createBucket(
          r -> r.bucket(name).objectLockEnabledForBucket(keeps == Keeps.LOCKS ? true : null));
      if (keeps == Keeps.VERSIONS) {
        s3.putBucketVersioning(
            r ->
                r.bucket(name)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
      }
      s3.putBucketPolicy(r -> r.bucket(name).policy(rights(name)));
    }
    return name;
  }

  /** What docs/guide/vaults.md grants: the writer may not delete, the pruner nothing else. */
  private static String rights(String bucket) {
    return """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam:::user/writer"]},
           "Action": ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads",
                      "s3:GetBucketVersioning", "s3:GetBucketObjectLockConfiguration"],
           "Resource": ["arn:aws:s3:::%1$s"]},
          {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam:::user/writer"]},
           "Action": ["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion",
                      "s3:AbortMultipartUpload", "s3:PutObjectRetention", "s3:GetObjectRetention"],
           "Resource": ["arn:aws:s3:::%1$s/*"]},
          {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam:::user/pruner"]},
           "Action": ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"],
           "Resource": ["arn:aws:s3:::%1$s/*"]}]}
        """
        .formatted(bucket);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remove();
  }

  private void remove() {
    servers.forEach(ServerProcess::close);
    Host.delete(folder);
  }
}
