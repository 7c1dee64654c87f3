package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in plain words what a store, or the way to it, complained about. */
record BucketFaults(String bucket, Side side) {
  private static final Set<String> LOGIN =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "RequestTimeTooSkewed",
          "AuthFailure");
  private static final Set<String> FULL =
      Set.of("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull");

  private record Meaning(FaultCode code, String why, String hint) {}

  Fault of(String action, String key, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
    }
    Meaning meaning = e instanceof S3Exception s3 ? said(s3) : unanswered(e);
    return new Fault(
        meaning.code(),
        "unable to " + action + " in bucket '" + bucket + "', " + meaning.why() + ": '" + key + "'",
        meaning.hint(),
        e);
  }

  private Meaning said(S3Exception e) {
    String word = word(e);
    int status = e.statusCode();
    if (LOGIN.contains(word) || status == 401) {
      return new Meaning(
          FaultCode.CREDENTIALS_REFUSED,
          "the store refuses the login",
          "Check access key and secret key, and this machine's clock.");
    }
    if (word.equals("NoSuchBucket")) {
      return new Meaning(
          side.unreachable(), "the bucket is not there", "Correct 'bucket', or create it.");
    }
    if (word.equals("InvalidObjectState")) {
      return new Meaning(
          side.failed(),
          "it was moved into an archive class",
          "Have the store bring it back first (restore-object), then try again.");
    }
    if (FULL.contains(word) || status == 507) {
      return new Meaning(FaultCode.DISK_FULL, "it is full", "Raise the quota or make room.");
    }
    if (status == 403) {
      return new Meaning(
          FaultCode.PERMISSION_DENIED,
          "the login may not",
          "Grant the right; docs/reference/sources/s3-bucket.md lists what is needed.");
    }
    if (status == 404 || status == 412) {
      return new Meaning(
          side.failed(), "it is not there as it was", "Was it changed or removed meanwhile?");
    }
    if ((status >= 500 && status != 501) || status == 409 || status == 429 || status == 408) {
      return new Meaning(
          side.unreachable(), "the store answers " + status + " " + word, "Try again later.");
    }
    return new Meaning(
        FaultCode.INPUT_INVALID,
        "the store answers " + status + " " + word,
        "Check region, endpoint and path-style.");
  }

  private Meaning unanswered(RuntimeException e) {
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      return new Meaning(
          FaultCode.CANCELLED, "it was stopped", "The step was cancelled or lost its lease.");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new Meaning(
            side.unreachable(),
            "its certificate is not trusted or does not fit",
            "Name the authority's file in 'ca-file', and the host as the certificate does.");
      }
    }
    return new Meaning(
        side.unreachable(),
        "it does not answer",
        "Check the endpoint, the network and that the store runs.");
  }

  /** Whether the store says that there is no such object or version. */
  static boolean isGone(S3Exception e) {
    String word = word(e);
    // A version id that never was here is malformed to some stores.
    return (e.statusCode() == 404 && !word.equals("NoSuchBucket")) || word.equals("NoSuchVersion");
  }

  /** The store's own word for the trouble; empty where it sent none, as after a HEAD. */
  static String word(S3Exception e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }
}
