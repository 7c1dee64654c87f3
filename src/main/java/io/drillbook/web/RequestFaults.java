package io.drillbook.web;

import io.drillbook.domain.fault.FaultCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Requests that no controller gets to see: an unknown path, another method, a body or an answer of
 * another kind. They become problem documents with {@code code} and {@code hint} like any fault.
 */
@ControllerAdvice
class RequestFaults extends ResponseEntityExceptionHandler {
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem) {
      boolean ours = status.is5xxServerError();
      problem.setProperty("code", (ours ? FaultCode.INTERNAL : FaultCode.INPUT_INVALID).name());
      problem.setProperty(
          "hint",
          ours
              ? "The server's log holds the cause."
              : "Look at /api/openapi.json: " + hint(status));
    }
    return super.createResponseEntity(body, headers, status, request);
  }

  private static String hint(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> "it lists every path.";
      case 405 -> "it lists the methods of each path; so does the header Allow.";
      case 406 -> "answers are JSON; send 'Accept: application/json'.";
      case 415 -> "bodies are JSON; send 'Content-Type: application/json'.";
      default -> "it lists the parameters of each path.";
    };
  }
}
