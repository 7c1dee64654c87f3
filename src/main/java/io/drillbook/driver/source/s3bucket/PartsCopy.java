package io.drillbook.driver.source.s3bucket;

import io.drillbook.spi.step.Cancellation;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Lets the store copy a version that is too large for one request. */
final class PartsCopy {
  private final Store source;
  private final Store target;
  private final Upload upload;
  private final Limits limits;
  private final Cancellation cancellation;

  PartsCopy(Store source, Store target, Upload upload, Limits limits, Cancellation cancellation) {
    this.source = source;
    this.target = target;
    this.upload = upload;
    this.limits = limits;
    this.cancellation = cancellation;
  }

  void copy(Line line, String key, Map<String, String> told) {
    upload.inParts(
        line, key, told, (id, number, from, length) -> part(line, key, id, number, from, length));
  }

  private CompletedPart part(Line line, String key, String id, int number, long from, long length) {
    cancellation.check();
    String tag =
        target.ask(
            "copy to",
            key,
            s3 ->
                s3.uploadPartCopy(
                        r ->
                            r.sourceBucket(source.bucket())
                                .sourceKey(line.key())
                                .sourceVersionId(line.version())
                                .copySourceRange("bytes=" + from + "-" + (from + length - 1))
                                .destinationBucket(target.bucket())
                                .destinationKey(key)
                                .uploadId(id)
                                .partNumber(number)
                                .overrideConfiguration(upload.request(Map.of(), limits.part())))
                    .copyPartResult()
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }
}
