package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.backup.StartBackup;
import io.drillbook.usecase.check.StartCheck;
import io.drillbook.usecase.drill.StartDrill;
import io.drillbook.usecase.incident.DeclareIncident;
import io.drillbook.usecase.restore.StartRestore;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts runbooks; answers at once with the run's id. */
@RestController
@RequestMapping("/api/v1/systems/{system}")
class StartController {
  private final StartBackup backup;
  private final StartRestore restore;
  private final StartDrill drill;
  private final DeclareIncident incident;
  private final StartCheck check;

  StartController(
      StartBackup backup,
      StartRestore restore,
      StartDrill drill,
      DeclareIncident incident,
      StartCheck check) {
    this.backup = backup;
    this.restore = restore;
    this.drill = drill;
    this.incident = incident;
    this.check = check;
  }

  @PostMapping("/backups")
  ResponseEntity<Started> backup(@PathVariable String system, HttpServletRequest request) {
    return started(backup.start(system, actor(request, RunKind.BACKUP)));
  }

  @PostMapping("/restores")
  ResponseEntity<Started> restore(
      @PathVariable String system, @RequestBody RestoreOrder order, HttpServletRequest request) {
    String actor = actor(request, RunKind.RESTORE);
    StartRestore.Wish wish =
        new StartRestore.Wish(
            system,
            Optional.ofNullable(order.point()).filter(it -> !it.isBlank()),
            given(order.target(), "target"),
            Optional.ofNullable(order.source()),
            Optional.ofNullable(order.until()).filter(it -> !it.isBlank()),
            override(order.withoutReason()));
    return started(restore.start(wish, override(order.overrideReason()), actor));
  }

  @PostMapping("/drills")
  ResponseEntity<Started> drill(
      @PathVariable String system,
      @RequestBody(required = false) DrillOrder order,
      HttpServletRequest request) {
    String actor = actor(request, RunKind.DRILL);
    Optional<Scenario> scenario =
        Optional.ofNullable(order).map(DrillOrder::scenario).map(StartController::scenario);
    Optional<String> customer = Optional.ofNullable(order).map(DrillOrder::customer);
    Optional<String> override =
        Optional.ofNullable(order)
            .map(DrillOrder::overrideReason)
            .flatMap(StartController::override);
    return started(drill.start(system, new StartDrill.Order(scenario, customer, override), actor));
  }

  @PostMapping("/incidents")
  ResponseEntity<Started> incident(
      @PathVariable String system, @RequestBody IncidentOrder order, HttpServletRequest request) {
    String actor = actor(request, RunKind.INCIDENT);
    Scenario scenario = scenario(given(order.scenario(), "scenario"));
    return started(
        incident.declare(
            system,
            scenario,
            Optional.ofNullable(order.detectedAt()),
            Optional.ofNullable(order.customer()),
            actor));
  }

  @PostMapping("/checks")
  ResponseEntity<Started> check(
      @PathVariable String system,
      @RequestBody(required = false) CheckOrder order,
      HttpServletRequest request) {
    String actor = actor(request, RunKind.CHECK);
    return started(check.start(system, order != null && order.all(), actor));
  }

  /** A check that is asked for. */
  record CheckOrder(boolean all) {}

  /** A restore that is asked for. */
  record RestoreOrder(
      String point,
      String target,
      String source,
      String until,
      String overrideReason,
      String withoutReason) {}

  /** A drill that is asked for. */
  record DrillOrder(String scenario, String customer, String overrideReason) {}

  /** An incident that is declared. */
  record IncidentOrder(String scenario, Instant detectedAt, String customer) {}

  /** The answer: the run that was started. */
  record Started(String runId) {}

  static ResponseEntity<Started> started(String runId) {
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/runs/" + runId))
        .body(new Started(runId));
  }

  static String actor(HttpServletRequest request, RunKind kind) {
    if (!request.isUserInRole("oncall")) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to start a " + kind.id() + " as: '" + request.getRemoteUser() + "'",
          "Only members of the group 'oncall' start runbooks.");
    }
    return request.getUserPrincipal().getName();
  }

  private static Scenario scenario(String id) {
    return Scenario.of(id)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the scenario: '" + id + "'",
                    "Choose one of "
                        + java.util.Arrays.stream(Scenario.values()).map(Scenario::id).toList()
                        + "."));
  }

  private static Optional<String> override(String reason) {
    return Optional.ofNullable(reason).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String given(String value, String key) {
    if (value == null || value.isBlank()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to start without the value of: '" + key + "'",
          "Send it in the JSON body.");
    }
    return value;
  }
}
