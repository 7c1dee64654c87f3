package io.drillbook.web;

import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.StartReadinessCheck;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows whether a plan can be relied on, and has it checked. */
@RestController
@RequestMapping("/api/v1/systems/{system}/readiness")
class ReadinessController {
  private final ShowReadiness show;
  private final StartReadinessCheck check;

  ReadinessController(ShowReadiness show, StartReadinessCheck check) {
    this.show = show;
    this.check = check;
  }

  @GetMapping
  ReadinessView readiness(@PathVariable String system) {
    return ReadinessView.of(show.of(system));
  }

  @PostMapping
  ResponseEntity<StartController.Started> check(
      @PathVariable String system, HttpServletRequest request) {
    String actor = StartController.actor(request, RunKind.READINESS);
    return StartController.started(check.start(system, actor));
  }
}
