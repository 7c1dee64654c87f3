package io.drillbook.web;

import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.cutover.StartFailBack;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts the way home; answers at once with the run's id. */
@RestController
@RequestMapping("/api/v1/systems/{system}")
class FailBackController {
  private final StartFailBack failBack;

  FailBackController(StartFailBack failBack) {
    this.failBack = failBack;
  }

  @PostMapping("/fail-backs")
  ResponseEntity<StartController.Started> failBack(
      @PathVariable String system,
      @RequestBody(required = false) FailBackOrder order,
      HttpServletRequest request) {
    String actor = StartController.actor(request, RunKind.FAILBACK);
    Optional<String> from =
        Optional.ofNullable(order).map(FailBackOrder::from).filter(target -> !target.isBlank());
    return StartController.started(failBack.start(system, from, actor));
  }

  /** A fail-back that is asked for; without a target, from the plan's standby. */
  record FailBackOrder(String from) {}
}
