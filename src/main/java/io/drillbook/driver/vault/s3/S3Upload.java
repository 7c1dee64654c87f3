package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.VaultUpload;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * An object in the making. What fits into the first part is written by one request at the commit;
 * more goes in parts, of which the store shows nothing until they are completed.
 */
final class S3Upload extends VaultUpload {
  private final S3Connection connection;
  private final NewObject object;
  private final Publication publication;
  private final Claim claim;
  private final PartBuffers buffers;
  private final ExecutorService threads;
  private MultipartUpload parts;
  private PartBuffer part;
  private int number = 1;
  private boolean finished;

  S3Upload(
      S3Connection connection,
      NewObject object,
      Publication publication,
      Claim claim,
      PartBuffers buffers,
      ExecutorService threads) {
    this.connection = connection;
    this.object = object;
    this.publication = publication;
    this.claim = claim;
    this.buffers = buffers;
    this.threads = threads;
    this.part = buffers.take(PartSizes.bytes(number));
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    requireOpen();
    int at = from;
    int left = length;
    while (left > 0) {
      if (part.isFull()) {
        send();
        part = buffers.take(PartSizes.bytes(++number));
      }
      int taken = part.write(bytes, at, left);
      at += taken;
      left -= taken;
    }
  }

  /** The part is the upload's from here on: it gives it back when it is there. */
  private void send() {
    if (number > PartSizes.MOST_PARTS) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to write an object of more than 5 TiB: '" + object.key() + "'",
          "Split the source into several.");
    }
    if (parts == null) {
      parts = new MultipartUpload(connection, object, threads);
    }
    PartBuffer full = part;
    part = null;
    parts.send(full);
  }

  @Override
  public synchronized void commit() {
    requireOpen();
    try {
      if (parts == null) {
        publication.publish(this::putWhole, part.size(), part.hexMd5());
      } else {
        send();
        parts.finish();
        claim.take();
        publication.requireFree();
        publication.publish(
            () -> Optional.ofNullable(parts.complete().versionId()), parts.bytes(), parts.tag());
      }
      parts = null;
    } catch (RuntimeException e) {
      closeAfter(e);
      throw e;
    }
    close();
  }

  /** What the store says to the discarding must not hide why there was any. */
  private void closeAfter(RuntimeException trouble) {
    try {
      close();
    } catch (Fault e) {
      trouble.addSuppressed(e);
    }
  }

  private Optional<String> putWhole() {
    PutObjectResponse answer =
        connection.askPatiently(
            "write", object.key(), s3 -> s3.putObject(object.put(part), part.body()));
    return Optional.ofNullable(answer.versionId());
  }

  @Override
  public synchronized void close() {
    if (finished) {
      return;
    }
    finished = true;
    if (part != null) {
      part.close();
      part = null;
    }
    if (parts != null) {
      parts.abort();
    }
    // Only now: what was not aborted might still be completed.
    claim.release();
  }

  private void requireOpen() {
    if (finished || part == null) {
      throw new Fault(
          FaultCode.VAULT_UNREACHABLE,
          "unable to write, the upload has failed or is closed: '" + object.key() + "'",
          "Begin the object anew.");
    }
  }
}
