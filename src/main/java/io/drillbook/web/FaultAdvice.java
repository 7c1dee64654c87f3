package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns faults into problem documents of RFC 9457, with {@code code} and {@code hint}. */
@RestControllerAdvice(basePackageClasses = FaultAdvice.class)
class FaultAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(FaultAdvice.class);

  @ExceptionHandler
  ProblemDetail fault(Fault fault) {
    return problem(status(fault), fault.code(), fault.getMessage(), fault.hint());
  }

  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    MethodArgumentTypeMismatchException.class
  })
  ProblemDetail unreadable(Exception e) {
    return problem(
        HttpStatus.BAD_REQUEST,
        FaultCode.INPUT_INVALID,
        "unable to read the request: 'its body or a parameter'",
        "Look at /api/openapi.json; times are ISO 8601 with zone, as 2026-11-21T10:15:00Z.");
  }

  // What nobody foresaw may hold anything, so none of it is sent out.
  @ExceptionHandler
  ProblemDetail defect(RuntimeException e) {
    LOG.error("Unable to answer a request of the API", e);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR,
        FaultCode.INTERNAL,
        "unable to answer: 'a defect of Drillbook'",
        "The server's log holds the cause.");
  }

  /** The status that a fault is answered with. */
  static HttpStatus status(Fault fault) {
    return switch (fault.code()) {
      case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
      case INPUT_INVALID ->
          fault.getMessage().startsWith("unable to find")
              ? HttpStatus.NOT_FOUND
              : HttpStatus.BAD_REQUEST;
      case POINT_UNKNOWN -> HttpStatus.NOT_FOUND;
      case TARGET_IS_PRODUCTION, TARGET_NOT_EMPTY, TARGET_IN_USE, OBJECT_EXISTS, ANSWER_OUTDATED ->
          HttpStatus.CONFLICT;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
      default -> HttpStatus.UNPROCESSABLE_ENTITY;
    };
  }

  private static ProblemDetail problem(
      HttpStatus status, FaultCode code, String message, String hint) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, message);
    problem.setProperty("code", code.name());
    problem.setProperty("hint", hint);
    return problem;
  }
}
