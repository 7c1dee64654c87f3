package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/** Says in plain words what the service, or the way to it, complained about. */
record RdsFaults(String place, Side side) {
  private static final int WORDS = 200;
  private static final Set<String> LOGIN =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "ExpiredToken",
          "ExpiredTokenException",
          "AuthFailure",
          "OptInRequired");
  private static final Set<String> RIGHTS =
      Set.of("AccessDenied", "AccessDeniedException", "NotAuthorized", "UnauthorizedOperation");

  /** Another change is under way there, or there is no machine free at this moment. */
  private static final Set<String> LATER =
      Set.of(
          "InvalidDBInstanceState",
          "InvalidDBSnapshotState",
          "InsufficientDBInstanceCapacity",
          "ProvisionedIopsNotAvailableInAZFault");

  private record Meaning(FaultCode code, String why, String hint) {}

  Fault of(String action, String subject, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
    }
    Meaning meaning = e instanceof AwsServiceException aws ? said(aws) : unanswered(e);
    return new Fault(
        meaning.code(),
        "unable to " + action + " at '" + place + "', " + meaning.why() + ": '" + subject + "'",
        meaning.hint(),
        e);
  }

  private Meaning said(AwsServiceException e) {
    String word = word(e);
    String words = e.statusCode() + " " + word + " " + words(e);
    if (LOGIN.contains(word) || e.statusCode() == 401) {
      return new Meaning(
          FaultCode.CREDENTIALS_REFUSED,
          "it refuses the login",
          "Check access key and secret key, and this machine's clock.");
    }
    if (RIGHTS.contains(word) || e.statusCode() == 403) {
      return new Meaning(
          FaultCode.PERMISSION_DENIED,
          "the login may not",
          "Grant the right; docs/reference/sources/rds-snapshot.md lists what is needed.");
    }
    if (e.isThrottlingException() || e.statusCode() >= 500 || LATER.contains(word)) {
      return new Meaning(side.unreachable, "it answers " + words, "Try again later.");
    }
    if (word.startsWith("KMSKey")) {
      return new Meaning(
          side.failed,
          "its KMS key does not serve (" + word + ")",
          "Is the key enabled, of the same region, and may the login use it?");
    }
    if (word.endsWith("QuotaExceeded") || word.endsWith("QuotaExceededFault")) {
      return new Meaning(
          side.failed, "a quota is used up (" + word + ")", "Raise it, or remove what is old.");
    }
    return new Meaning(
        side.failed,
        "it answers " + words,
        "Do the groups that the instance needs exist in this region? A target may name others.");
  }

  private static String words(AwsServiceException e) {
    String all = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
    String text = all == null ? "" : all;
    return text.length() > WORDS ? text.substring(0, WORDS) : text;
  }

  private Meaning unanswered(RuntimeException e) {
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      return new Meaning(
          FaultCode.CANCELLED, "it was stopped", "The step was cancelled or lost its lease.");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new Meaning(
            side.unreachable,
            "its certificate is not trusted or does not fit",
            "Name the authority's file in 'ca-file', and the host as the certificate does.");
      }
    }
    return new Meaning(
        side.unreachable, "it does not answer", "Check 'region', 'endpoint' and the network.");
  }

  private static String word(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }
}
