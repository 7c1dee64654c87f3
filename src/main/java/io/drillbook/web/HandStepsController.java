package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.HandStep;
import io.drillbook.usecase.incident.AddHandSteps;
import io.drillbook.usecase.incident.EnterIncident;
import io.drillbook.usecase.incident.EnterIncident.Account;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in what was done by hand while no server could be reached. */
@RestController
@RequestMapping("/api/v1")
class HandStepsController {
  private final AddHandSteps add;
  private final EnterIncident enter;

  HandStepsController(AddHandSteps add, EnterIncident enter) {
    this.add = add;
    this.enter = enter;
  }

  @PostMapping("/runs/{id}/steps")
  ResponseEntity<Entered> add(
      @PathVariable String id, @RequestBody StepsOrder order, HttpServletRequest request) {
    List<HandStep> steps = steps(order.steps());
    add.add(id, steps, request.getUserPrincipal().getName());
    return entered(id, steps.size());
  }

  @PostMapping("/systems/{system}/asserted-incidents")
  ResponseEntity<Entered> enter(
      @PathVariable String system, @RequestBody IncidentOrder order, HttpServletRequest request) {
    List<HandStep> steps = steps(order.steps());
    Account account =
        new Account(
            Scenario.of(given(order.scenario(), "scenario"))
                .orElseThrow(() -> unknown(order.scenario())),
            given(order.detectedAt(), "detectedAt"),
            Optional.ofNullable(order.confirmedAt()),
            Optional.ofNullable(order.customer()),
            steps);
    String run = enter.enter(system, account, request.getUserPrincipal().getName());
    return entered(run, steps.size());
  }

  /** A step as it is sent; one without an end took no time. */
  record StepOrder(String step, Instant began, Instant ended, String by, String note) {}

  /** Steps of a run. */
  record StepsOrder(List<StepOrder> steps) {}

  /** An incident that was worked on paper. */
  record IncidentOrder(
      String scenario,
      Instant detectedAt,
      Instant confirmedAt,
      String customer,
      List<StepOrder> steps) {}

  /** What was taken in. */
  record Entered(String runId, int steps) {}

  private static ResponseEntity<Entered> entered(String run, int steps) {
    return ResponseEntity.created(URI.create("/api/v1/runs/" + run + "/timeline"))
        .body(new Entered(run, steps));
  }

  private static List<HandStep> steps(List<StepOrder> orders) {
    return given(orders, "steps").stream().map(HandStepsController::step).toList();
  }

  private static HandStep step(StepOrder order) {
    StepOrder one = given(order, "steps");
    Instant began = given(one.began(), "began");
    return new HandStep(
        text(one.step()),
        began,
        one.ended() == null ? began : one.ended(),
        text(one.by()),
        text(one.note()));
  }

  private static String text(String given) {
    return Objects.toString(given, "").strip();
  }

  private static <T> T given(T value, String key) {
    if (value == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to enter steps without the value of: '" + key + "'",
          "Send it in the JSON body.");
    }
    return value;
  }

  private static Fault unknown(String scenario) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find the scenario: '" + scenario + "'",
        "Look at 'drillbook incident declare --help'.");
  }
}
