package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Says in plain words what the service, or the way to it, complained about. Its own sentences are
 * not repeated: they may quote what was sent, and that may be a value.
 */
record AwsFaults(String place, Side side) {
  private static final Set<String> LOGIN =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "ExpiredTokenException",
          "ExpiredToken",
          "AuthFailure",
          "OptInRequired");
  private static final Set<String> RIGHTS =
      Set.of("AccessDeniedException", "AccessDenied", "NotAuthorized", "UnauthorizedOperation");
  private static final Set<String> CODING = Set.of("DecryptionFailure", "EncryptionFailure");

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
        meaning.hint());
  }

  private Meaning said(AwsServiceException e) {
    String word = word(e);
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
          "Grant the right; docs/reference/sources/aws-secrets.md lists what is needed.");
    }
    if (e.isThrottlingException() || e.statusCode() == 429 || e.statusCode() >= 500) {
      return new Meaning(
          side.unreachable, "it answers " + e.statusCode() + " " + word, "Try again later.");
    }
    if (CODING.contains(word)) {
      return new Meaning(
          side.failed,
          "its KMS key does not serve (" + word + ")",
          "Is the key enabled, and may the login use it (kms:Decrypt, kms:GenerateDataKey)?");
    }
    return new Meaning(
        side.failed,
        "it answers " + e.statusCode() + " " + word,
        "Look the word up in the service's list of errors; check 'region' and 'prefix'.");
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
        side.unreachable, "it does not answer", "Check 'region' and 'endpoint', and the network.");
  }

  static String word(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }
}
