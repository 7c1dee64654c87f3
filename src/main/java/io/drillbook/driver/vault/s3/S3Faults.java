package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in plain words what the store, or the way to it, complained about. */
final class S3Faults {
  private record Meaning(FaultCode code, String why, String hint) {}

  private static final Set<String> LOGIN =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired",
          "AuthFailure");
  private static final Set<String> FULL =
      Set.of("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "EntityTooLarge");
  private static final Set<String> CORRUPT =
      Set.of(
          "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch");

  private static final Meaning REFUSED =
      new Meaning(
          FaultCode.CREDENTIALS_REFUSED,
          "the store refuses the login",
          "Check access key and secret key; were they rotated?");
  private static final Map<String, Meaning> BY_WORD =
      Map.of(
          "NoSuchBucket",
          new Meaning(
              FaultCode.VAULT_UNREACHABLE,
              "its bucket is not there",
              "Create the bucket or correct 'bucket'; it is never made by itself, so that a wrong"
                  + " name is noticed."),
          "NoSuchUpload",
          new Meaning(
              FaultCode.VAULT_UNREACHABLE,
              "the upload was discarded meanwhile",
              "Another attempt took over, or the bucket's lifecycle removes uploads too early."),
          "RequestTimeTooSkewed",
          new Meaning(
              FaultCode.CREDENTIALS_REFUSED,
              "the clocks differ too much",
              "Compare this machine's clock with the store's."),
          "PreconditionFailed",
          new Meaning(
              FaultCode.OBJECT_EXISTS,
              "it is already there",
              "Vaults are write-once; was the same step run twice?"));

  private final String vault;

  S3Faults(String vault) {
    this.vault = vault;
  }

  Fault of(String action, String key, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
    }
    Meaning meaning = e instanceof S3Exception s3 ? said(s3) : unanswered(e);
    return new Fault(
        meaning.code(),
        "unable to " + action + " in vault '" + vault + "', " + meaning.why() + ": '" + key + "'",
        meaning.hint(),
        e);
  }

  private static Meaning said(S3Exception e) {
    String word = word(e);
    Meaning known = BY_WORD.get(word);
    if (known != null) {
      return known;
    }
    if (LOGIN.contains(word) || e.statusCode() == 401) {
      return REFUSED;
    }
    if (FULL.contains(word) || e.statusCode() == 507) {
      return new Meaning(
          FaultCode.DISK_FULL,
          "it is full",
          "Raise the quota or expire recovery points; nothing incomplete was left behind.");
    }
    if (CORRUPT.contains(word)) {
      return new Meaning(
          FaultCode.CHECKSUM_MISMATCH,
          "the bytes changed on their way",
          "Something between here and the store alters data: a proxy, a bad network card?");
    }
    return byStatus(e, word);
  }

  private static Meaning byStatus(S3Exception e, String word) {
    int status = e.statusCode();
    if (status == 403) {
      return new Meaning(
          FaultCode.PERMISSION_DENIED,
          "the login may not",
          "Grant the right; docs/guide/vaults.md lists what the writer and the pruner need.");
    }
    if (status == 404) {
      return new Meaning(
          FaultCode.POINT_UNKNOWN,
          "there is no such object",
          "List the recovery points to see what there is.");
    }
    if (status == 412) {
      return BY_WORD.get("PreconditionFailed");
    }
    if ((status >= 500 && status != 501) || status == 409 || status == 429 || status == 408) {
      return new Meaning(
          FaultCode.VAULT_UNREACHABLE,
          "the store answers " + status + " " + word,
          "The store is overloaded or broken; try again later.");
    }
    return new Meaning(
        FaultCode.INPUT_INVALID,
        "the store answers " + status + " " + word,
        "Check the vault's settings: region, storage class, and that a lock has a bucket with"
            + " object lock.");
  }

  private static Meaning unanswered(RuntimeException e) {
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      return new Meaning(
          FaultCode.CANCELLED, "it was stopped", "The step was cancelled or lost its lease.");
    }
    if (String.valueOf(e.getMessage()).contains("different checksum")) {
      return new Meaning(
          FaultCode.CHECKSUM_MISMATCH,
          "what came back is not what was stored",
          "Take another vault; read it again to tell a bad network from a bad disk.");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new Meaning(
            FaultCode.VAULT_UNREACHABLE,
            "its certificate is not trusted or does not fit",
            "Name the authority's file in 'ca-file', and the host as the certificate does.");
      }
    }
    return new Meaning(
        FaultCode.VAULT_UNREACHABLE,
        e instanceof SdkException ? "it does not answer" : "something went wrong",
        "Check the endpoint, the network and that the store runs.");
  }

  /** Whether the fault says that what was to be removed is not there. */
  static boolean isGone(Fault fault) {
    return fault.getCause() instanceof S3Exception e
        && e.statusCode() == 404
        && !"NoSuchBucket".equals(word(e));
  }

  /** The store's own word for the trouble; empty where it sent none, as after a HEAD. */
  static String word(S3Exception e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }
}
