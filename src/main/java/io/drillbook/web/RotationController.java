package io.drillbook.web;

import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.backup.StartRotation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts the rotation of keys; answers at once with the run's id. */
@RestController
@RequestMapping("/api/v1/systems/{system}")
class RotationController {
  private final StartRotation rotation;

  RotationController(StartRotation rotation) {
    this.rotation = rotation;
  }

  @PostMapping("/rotations")
  ResponseEntity<StartController.Started> rotation(
      @PathVariable String system, HttpServletRequest request) {
    String actor = StartController.actor(request, RunKind.ROTATION);
    return StartController.started(rotation.start(system, actor));
  }
}
