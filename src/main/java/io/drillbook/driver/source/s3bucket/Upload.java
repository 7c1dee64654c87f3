package io.drillbook.driver.source.s3bucket;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Writes objects with the run's mark; what is larger than a request may be, in parts. */
final class Upload {
  private final Store target;
  private final Mark mark;
  private final Limits limits;

  Upload(Store target, Mark mark, Limits limits) {
    this.target = target;
    this.mark = mark;
    this.limits = limits;
  }

  /** Writes an object from bytes that pass by once. */
  void put(Line line, String key, Map<String, String> told, Passing bytes) {
    if (line.size() > limits.single()) {
      inParts(line, key, told, (id, number, from, length) -> part(key, id, number, length, bytes));
      return;
    }
    target.ask(
        "write",
        key,
        s3 ->
            s3.putObject(
                r ->
                    r.bucket(target.bucket())
                        .key(key)
                        .metadata(mark.on(Told.metadata(told), line))
                        .contentType(told.get("Content-Type"))
                        .overrideConfiguration(request(told, line.size())),
                RequestBody.fromInputStream(bytes, line.size())));
  }

  private CompletedPart part(String key, String id, int number, long length, Passing bytes) {
    String tag =
        target.ask(
            "write",
            key,
            s3 ->
                s3.uploadPart(
                        r ->
                            r.bucket(target.bucket())
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .overrideConfiguration(request(Map.of(), length)),
                        RequestBody.fromInputStream(bytes, length))
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** One part of a larger object. */
  interface PartWriter {
    CompletedPart write(String id, int number, long from, long length);
  }

  /** Writes an object part by part; one that fails leaves none. */
  void inParts(Line line, String key, Map<String, String> told, PartWriter writer) {
    String id =
        target.ask(
            "begin",
            key,
            s3 ->
                s3.createMultipartUpload(
                        r ->
                            r.bucket(target.bucket())
                                .key(key)
                                .metadata(mark.on(Told.metadata(told), line))
                                .contentType(told.get("Content-Type"))
                                .overrideConfiguration(request(told, 0)))
                    .uploadId());
    try {
      List<CompletedPart> parts = new ArrayList<>();
      for (long from = 0; from < line.size(); from += limits.part()) {
        long length = Math.min(limits.part(), line.size() - from);
        parts.add(writer.write(id, parts.size() + 1, from, length));
      }
      target.ask(
          "commit",
          key,
          s3 ->
              s3.completeMultipartUpload(
                  r ->
                      r.bucket(target.bucket())
                          .key(key)
                          .uploadId(id)
                          .multipartUpload(m -> m.parts(parts))
                          .overrideConfiguration(request(Map.of(), line.size()))));
    } catch (RuntimeException e) {
      abort(key, id, e);
      throw e;
    }
  }

  private void abort(String key, String id, RuntimeException cause) {
    try {
      target.ask(
          "discard",
          key,
          s3 -> s3.abortMultipartUpload(r -> r.bucket(target.bucket()).key(key).uploadId(id)));
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** What goes along, and how long it may take. */
  AwsRequestOverrideConfiguration request(Map<String, String> told, long bytes) {
    AwsRequestOverrideConfiguration.Builder request =
        AwsRequestOverrideConfiguration.builder().apiCallAttemptTimeout(target.patience(bytes));
    Told.headers(told).forEach(request::putHeader);
    return request.build();
  }
}
