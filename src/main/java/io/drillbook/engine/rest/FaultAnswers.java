package io.drillbook.engine.rest;

import io.drillbook.domain.fault.Fault;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.RestException;

/**
 * Answers the engine's REST interface where our guard refused: with the status that tells whose
 * turn it is, the message and its hint, in the shape of the engine's own errors ({@code type} and
 * {@code message}). The engine itself would call most of them 500. What is no fault of ours is
 * answered as the engine does.
 */
final class FaultAnswers {
  private static final int DEEPEST = 10;

  private FaultAnswers() {}

  /** What the interface wraps by itself, as for a form. */
  @Priority(1)
  static final class Wrapped implements ExceptionMapper<RestException> {
    @Override
    public Response toResponse(RestException e) {
      return answer(e);
    }
  }

  /** What the engine throws, as for a task. */
  @Priority(1)
  static final class Thrown implements ExceptionMapper<ProcessEngineException> {
    @Override
    public Response toResponse(ProcessEngineException e) {
      return answer(e);
    }
  }

  /** What passes through the engine as it is, as for a start. */
  @Priority(1)
  static final class Plain implements ExceptionMapper<Fault> {
    @Override
    public Response toResponse(Fault e) {
      return answer(e);
    }
  }

  private static Response answer(Throwable thrown) {
    return fault(thrown)
        .map(FaultAnswers::of)
        .orElseGet(() -> ExceptionHandlerHelper.getInstance().getResponse(thrown));
  }

  private static Optional<Fault> fault(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof Fault fault) {
        return Optional.of(fault);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Response of(Fault fault) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("type", fault.code().name());
    body.put("message", fault.getMessage() + " HINT: " + fault.hint());
    return Response.status(status(fault)).type(MediaType.APPLICATION_JSON).entity(body).build();
  }

  private static Status status(Fault fault) {
    return switch (fault.code()) {
      case NOT_ALLOWED -> Status.FORBIDDEN;
      case ANSWER_OUTDATED, TARGET_IS_PRODUCTION, TARGET_NOT_EMPTY, TARGET_IN_USE, OBJECT_EXISTS ->
          Status.CONFLICT;
      case POINT_UNKNOWN -> Status.NOT_FOUND;
      case INPUT_INVALID -> Status.BAD_REQUEST;
      default -> Status.INTERNAL_SERVER_ERROR;
    };
  }
}
