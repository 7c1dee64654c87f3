package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The parts of one object on their way; two at a time, so that memory stays bounded. */
final class MultipartUpload {
  private static final int AT_ONCE = 2;
  private static final int SECONDS_TO_STOP = 30;

  private record Sent(CompletedPart part, String md5) {}

  private final S3Connection connection;
  private final NewObject object;
  private final ExecutorService threads;
  private final String id;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final SortedMap<Integer, Sent> sent = new ConcurrentSkipListMap<>();
  private final Set<Thread> running = new HashSet<>();
  private final AtomicReference<Fault> failure = new AtomicReference<>();
  private int parts;
  private long bytes;

  /** Begins an upload; until it is completed the store shows nothing of it. */
  MultipartUpload(S3Connection connection, NewObject object, ExecutorService threads) {
    this.connection = connection;
    this.object = object;
    this.threads = threads;
    this.id =
        connection.ask(
            "begin", object.key(), s3 -> s3.createMultipartUpload(object.begin()).uploadId());
  }

  /** Hands a part over, which is given back when it is there; waits while two are on their way. */
  void send(PartBuffer part) {
    acquire(1);
    try {
      requireNoFailure();
      int number = ++parts;
      bytes += part.size();
      threads.execute(() -> carry(number, part));
    } catch (RuntimeException e) {
      part.close();
      free.release();
      throw e;
    }
  }

  private void carry(int number, PartBuffer part) {
    try (part) {
      if (enter()) {
        sent.put(number, upload(number, part));
      }
    } catch (Fault e) {
      failure.compareAndSet(null, e);
    } finally {
      leave();
      free.release();
    }
  }

  private boolean enter() {
    synchronized (running) {
      return failure.get() == null && running.add(Thread.currentThread());
    }
  }

  /** The thread goes back to its pool, so the interruption must not go with it. */
  private void leave() {
    synchronized (running) {
      running.remove(Thread.currentThread());
      Thread.interrupted();
    }
  }

  private Sent upload(int number, PartBuffer part) {
    UploadPartRequest.Builder request =
        UploadPartRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .uploadId(id)
            .partNumber(number)
            .contentMD5(part.contentMd5())
            .overrideConfiguration(connection.patience(part.size()));
    if (object.checksums()) {
      request.checksumCRC32(part.crc32());
    }
    UploadPartResponse answer =
        connection.askPatiently(
            "write", object.key(), s3 -> s3.uploadPart(request.build(), part.body()));
    CompletedPart.Builder done = CompletedPart.builder().partNumber(number).eTag(answer.eTag());
    if (object.checksums()) {
      done.checksumCRC32(part.crc32());
    }
    return new Sent(done.build(), part.hexMd5());
  }

  /** Waits for all parts. */
  void finish() {
    acquire(AT_ONCE);
    free.release(AT_ONCE);
    requireNoFailure();
  }

  long bytes() {
    return bytes;
  }

  /** What the store's entity tag must be where it is made from MD5 sums. */
  String tag() {
    MessageDigest all = PartBuffer.newMd5();
    sent.values().forEach(one -> all.update(HexFormat.of().parseHex(one.md5())));
    return HexFormat.of().formatHex(all.digest()) + "-" + sent.size();
  }

  CompleteMultipartUploadResponse complete() {
    return connection.ask(
        "commit",
        object.key(),
        s3 ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(object.bucket())
                        .key(object.key())
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .overrideConfiguration(connection.patience(bytes / AT_ONCE))
                        .multipartUpload(
                            m -> m.parts(sent.values().stream().map(Sent::part).toList()))));
  }

  /** Stops what is on its way, then discards: a part that comes later would stay for ever. */
  void abort() {
    synchronized (running) {
      failure.compareAndSet(null, stopped());
      running.forEach(Thread::interrupt);
    }
    try {
      if (free.tryAcquire(AT_ONCE, SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        free.release(AT_ONCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      connection.ask(
          "discard",
          object.key(),
          s3 ->
              s3.abortMultipartUpload(
                  r -> r.bucket(object.bucket()).key(object.key()).uploadId(id)));
    } catch (Fault e) {
      if (!S3Faults.isGone(e)) {
        throw e;
      }
    }
  }

  private void requireNoFailure() {
    Fault first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  private void acquire(int permits) {
    try {
      free.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  private Fault stopped() {
    return new Fault(
        FaultCode.CANCELLED,
        "unable to go on writing, the upload was stopped: '" + object.key() + "'",
        "The step was cancelled or lost its lease.");
  }
}
