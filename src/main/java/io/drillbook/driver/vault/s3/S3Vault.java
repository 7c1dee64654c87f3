package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** A write-once bucket, or a folder of one. */
final class S3Vault implements Vault {
  private final String name;
  private final S3Settings settings;
  private final S3Connection connection;
  private final S3Bucket bucket;
  private final Removal removal;
  private final PartBuffers buffers;
  private final Clock clock;
  private final ExecutorService threads = Executors.newCachedThreadPool(S3Vault::daemon);

  S3Vault(
      String name, S3Settings settings, S3Connection connection, PartBuffers buffers, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.connection = connection;
    this.bucket = new S3Bucket(connection, settings);
    this.removal = new Removal(connection, bucket, clock);
    this.buffers = buffers;
    this.clock = clock;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "s3 upload");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public VaultUpload create(String key) {
    return create(key, settings.lock());
  }

  /** As {@link #create(String)}, locked as said. */
  S3Upload create(String key, Optional<S3Settings.Lock> lock) {
    bucket.requireNow();
    NewObject object = new NewObject(bucket.name(), inStore(key), settings, lock, clock);
    Publication publication = new Publication(connection, bucket, object, removal);
    publication.requireFree();
    Claim claim = new Claim(connection, bucket, object, removal);
    return new S3Upload(connection, object, publication, claim, buffers, threads);
  }

  @Override
  public InputStream read(String key) {
    Shelf.Stored object = require(key);
    return new ResumingStream(
        connection,
        GetObjectRequest.builder()
            .bucket(bucket.name())
            .key(object.key())
            .versionId(object.versionOrNull())
            .build());
  }

  @Override
  public boolean exists(String key) {
    return bucket.shelf().find(inStore(key)).isPresent();
  }

  @Override
  public List<Entry> list(String prefix) {
    return bucket.shelf().list(bucket.inStore(prefix)).stream()
        .map(one -> new Entry(bucket.ours(one.key()), one.bytes(), one.modifiedAt()))
        .filter(entry -> S3Keys.isKey(entry.key()))
        .toList();
  }

  @Override
  public void delete(String key) {
    bucket.requireNow();
    removal.delete(inStore(key));
  }

  @Override
  public void withdraw(String key) {
    bucket.requireNow();
    removal.withdraw(inStore(key));
  }

  @Override
  public void discardUploads(String prefix) {
    bucket.requireNow();
    removal.discardUploads(bucket.inStore(prefix));
  }

  @Override
  public VaultProbe probe() {
    S3Probe probe = new S3Probe(this, settings, connection, bucket, removal, clock);
    return settings.asOf().isPresent() ? probe.look() : probe.run();
  }

  @Override
  public Optional<Instant> retainedUntil(String key) {
    return removal.retainedUntil(require(key));
  }

  private Shelf.Stored require(String key) {
    return bucket
        .shelf()
        .find(inStore(key))
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find the object in vault '" + name + "': '" + key + "'",
                    "List the recovery points to see what there is."));
  }

  private String inStore(String key) {
    return bucket.inStore(S3Keys.require(key));
  }
}
