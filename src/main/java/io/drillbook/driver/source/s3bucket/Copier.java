package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Cancellation;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Brings versions of one bucket to a place in another one, or in the same. */
final class Copier {
  private final Store source;
  private final Upload upload;
  private final Store target;
  private final boolean withinStore;
  private final Mark mark;
  private final Limits limits;
  private final Cancellation cancellation;

  Copier(Store source, Store target, Mark mark, Limits limits, Cancellation cancellation) {
    this.source = source;
    this.target = target;
    this.withinStore = source.settings().isSameStore(target.settings());
    this.upload = new Upload(target, mark, limits);
    this.mark = mark;
    this.limits = limits;
    this.cancellation = cancellation;
  }

  /**
   * Copies one version.
   *
   * @return whether the version is still there
   * @throws Fault CONTENT_MISMATCH where it arrived as something else
   */
  boolean copy(Line line, String key) {
    Optional<HeadObjectResponse> head =
        source
            .head(line.key(), line.version())
            .filter(found -> Line.bare(found.eTag()).equals(line.etag()))
            .filter(found -> found.contentLength() == line.size());
    if (head.isEmpty()) {
      return false;
    }
    Map<String, String> told = Told.of(head.get());
    if (!withinStore) {
      through(line, key, told, isOpaque(head.get().serverSideEncryption()));
    } else if (line.size() > limits.single()) {
      new PartsCopy(source, target, upload, limits, cancellation).copy(line, key, told);
    } else {
      within(line, key, told, isOpaque(head.get().serverSideEncryption()));
    }
    return true;
  }

  private void within(Line line, String key, Map<String, String> told, boolean opaque) {
    CopyObjectResponse answer =
        target.ask(
            "copy to",
            key,
            s3 ->
                s3.copyObject(
                    r ->
                        r.sourceBucket(source.bucket())
                            .sourceKey(line.key())
                            .sourceVersionId(line.version())
                            .copySourceIfMatch(line.etag())
                            .destinationBucket(target.bucket())
                            .destinationKey(key)
                            .metadataDirective(MetadataDirective.REPLACE)
                            .metadata(mark.on(Told.metadata(told), line))
                            .contentType(told.get("Content-Type"))
                            .overrideConfiguration(upload.request(told, line.size()))));
    if (!opaque && !isOpaque(answer.serverSideEncryption())) {
      requireSame(line, Line.bare(answer.copyObjectResult().eTag()));
    }
  }

  private void through(Line line, String key, Map<String, String> told, boolean opaque) {
    try (var in =
        source.ask(
            "read",
            line.key(),
            s3 ->
                s3.getObject(
                    r -> r.bucket(source.bucket()).key(line.key()).versionId(line.version())))) {
      Passing bytes = new Passing(in, line.size(), cancellation);
      upload.put(line, key, told, bytes);
      if (!opaque) {
        requireSame(line, bytes.md5());
      }
    } catch (java.io.IOException e) {
      throw source.explain("read", line.key(), new java.io.UncheckedIOException(e));
    }
  }

  /** Only the tag of an object that was written at once is a sum of its bytes. */
  static void requireSame(Line line, String etag) {
    if (Line.isSum(line.etag()) && Line.isSum(etag) && !line.etag().equals(etag)) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that an object came back: '" + line.key() + "'",
          "Its checksum is " + etag + " instead of " + line.etag() + "; restore it again.");
    }
  }

  /** Under a key of the store's own, a tag says nothing about the bytes. */
  static boolean isOpaque(ServerSideEncryption encryption) {
    return encryption != null && encryption != ServerSideEncryption.AES256;
  }
}
