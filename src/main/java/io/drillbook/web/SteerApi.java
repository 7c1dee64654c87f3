package io.drillbook.web;

import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.incident.SteerRun;
import io.drillbook.usecase.incident.SteerRun.Act;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pauses, resumes, shortens and aborts runs. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
class SteerApi {
  private final ShowRun runs;
  private final SteerRun steer;

  SteerApi(ShowRun runs, SteerRun steer) {
    this.runs = runs;
    this.steer = steer;
  }

  @PostMapping("/pause")
  RunView pause(
      @PathVariable String id, @RequestBody(required = false) Why why, HttpServletRequest request) {
    return steer(id, Act.PAUSE, why, request);
  }

  @PostMapping("/resume")
  RunView resume(
      @PathVariable String id, @RequestBody(required = false) Why why, HttpServletRequest request) {
    return steer(id, Act.RESUME, why, request);
  }

  @PostMapping("/shorten")
  RunView shorten(
      @PathVariable String id, @RequestBody(required = false) Why why, HttpServletRequest request) {
    return steer(id, Act.SHORTEN, why, request);
  }

  @PostMapping("/abort")
  RunView abort(
      @PathVariable String id, @RequestBody(required = false) Why why, HttpServletRequest request) {
    return steer(id, Act.ABORT, why, request);
  }

  /** The reason, which goes on the record. */
  record Why(String reason) {}

  private RunView steer(String id, Act act, Why why, HttpServletRequest request) {
    String reason = why == null ? "" : why.reason();
    steer.steer(id, act, request.getUserPrincipal().getName(), reason);
    return RunView.of(runs.find(id));
  }
}
