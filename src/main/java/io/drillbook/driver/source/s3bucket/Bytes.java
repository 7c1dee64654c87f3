package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.StepContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Writes objects into an archive, named by number: a key may be what no file can be called, or the
 * folder of another key.
 */
final class Bytes implements AutoCloseable {
  private static final int BUFFER = 128 * 1024;

  private final Store store;
  private final TarArchiveOutputStream tar;
  private final StepContext context;
  private final byte[] buffer = new byte[BUFFER];
  private long entries;

  Bytes(Store store, OutputStream out, StepContext context) {
    this.store = store;
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    this.context = context;
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  static String name(long number) {
    return "%012d".formatted(number);
  }

  /** Writes the bytes of one version and gives its line with what they are. */
  Line write(Line line) throws IOException {
    try (ResponseInputStream<GetObjectResponse> in = open(line)) {
      Passing bytes = new Passing(in, line.size(), context.cancellation());
      TarArchiveEntry entry = new TarArchiveEntry(name(++entries));
      entry.setSize(line.size());
      tar.putArchiveEntry(entry);
      copy(line, bytes, in);
      tar.closeArchiveEntry();
      return line.withBytes(entries, sum(line, bytes, in.response()), Told.of(in.response()));
    }
  }

  private ResponseInputStream<GetObjectResponse> open(Line line) {
    // Without versions, the tag tells whether it is still the object that was listed.
    String version = line.version().equals("null") ? null : line.version();
    return store.ask(
        "read",
        line.key(),
        s3 ->
            s3.getObject(
                r ->
                    r.bucket(store.bucket())
                        .key(line.key())
                        .versionId(version)
                        .ifMatch(line.etag())));
  }

  private void copy(Line line, Passing bytes, ResponseInputStream<GetObjectResponse> in)
      throws IOException {
    try {
      while (!bytes.isAtEnd()) {
        int n = bytes.read(buffer, 0, buffer.length);
        tar.write(buffer, 0, n);
      }
    } catch (SdkException | EOFException e) {
      in.abort();
      throw store.explain("read", line.key(), e instanceof SdkException sdk ? sdk : cut(e));
    }
  }

  private static SdkException cut(Exception e) {
    return SdkException.create(e.getMessage(), e);
  }

  /** The tag is the MD5 of what was stored, unless it was stored in parts or under a key. */
  private static String sum(Line line, Passing bytes, GetObjectResponse head) {
    String md5 = bytes.md5();
    if (Line.isSum(line.etag())
        && !Copier.isOpaque(head.serverSideEncryption())
        && !md5.equals(line.etag())) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to read an object as it was stored: '" + line.key() + "': MD5 " + md5,
          "Its tag says " + line.etag() + ": something between here and the store alters data.");
    }
    return bytes.sha256();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
