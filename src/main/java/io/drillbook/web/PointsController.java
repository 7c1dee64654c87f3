package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.record.Place;
import io.drillbook.domain.retention.ExpiryPlan;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.retention.HoldRecoveryPoint;
import io.drillbook.usecase.retention.ShowPoints;
import io.drillbook.usecase.retention.ShowPoints.Shown;
import io.drillbook.usecase.retention.StartExpiry;
import io.drillbook.web.PointView.ExpiryView;
import io.drillbook.web.PointView.HoldView;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Recovery points: what becomes of them, and who may say otherwise. */
@RestController
@RequestMapping("/api/v1/systems/{system}")
class PointsController {
  private final ShowPoints show;
  private final ShowStatus status;
  private final StartExpiry expiry;
  private final HoldRecoveryPoint holds;

  PointsController(
      ShowPoints show, ShowStatus status, StartExpiry expiry, HoldRecoveryPoint holds) {
    this.show = show;
    this.status = status;
    this.expiry = expiry;
    this.holds = holds;
  }

  @GetMapping("/points")
  Points points(
      @PathVariable String system,
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    List<CatalogPoint> known = show.points(system);
    Slice.Asked asked = new Slice.Asked(limit, after, request);
    Optional<Place> place = asked.place();
    Slice<Shown> slice =
        Slice.among(
            show.all(system, known),
            asked,
            it -> Slice.words(point(it).startedAt(), point(it).point()),
            words -> it -> place.orElseThrow().isBefore(point(it).startedAt(), point(it).point()));
    Map<String, List<PointCopy>> copies =
        status.copies(system, known).stream().collect(Collectors.groupingBy(PointCopy::point));
    return new Points(
        system,
        slice.map(it -> PointView.of(it, copies.getOrDefault(point(it).point(), List.of()))),
        slice.next());
  }

  private static CatalogPoint point(Shown shown) {
    return shown.judgement().point();
  }

  /** What an expiry would do now; anybody may look. */
  @GetMapping("/expiry")
  Preview preview(@PathVariable String system) {
    ExpiryPlan plan = show.expiry(system);
    return new Preview(
        plan.system(),
        plan.at(),
        plan.refusals(),
        plan.questions(),
        plan.judgements().stream().map(Row::of).toList());
  }

  @PostMapping("/expiries")
  ResponseEntity<StartController.Started> expire(
      @PathVariable String system, HttpServletRequest request) {
    String actor = actor(request, "start an expiry", List.of("oncall", "approvers"));
    String runId = expiry.start(system, actor);
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/runs/" + runId))
        .body(new StartController.Started(runId));
  }

  @PostMapping("/points/{point}/holds")
  Held hold(
      @PathVariable String system,
      @PathVariable String point,
      @RequestBody HoldOrder order,
      HttpServletRequest request) {
    List<String> groups = List.of("oncall", "approvers", "managers");
    String actor = actor(request, "hold a recovery point", groups);
    return Held.of(
        holds.hold(system, point, order.reason(), Optional.ofNullable(order.until()), actor));
  }

  @PostMapping("/points/{point}/release")
  Held release(
      @PathVariable String system,
      @PathVariable String point,
      @RequestBody ReleaseOrder order,
      HttpServletRequest request) {
    String actor = actor(request, "release a hold", List.of("approvers", "managers"));
    return Held.of(holds.release(system, point, order.reason(), actor));
  }

  private static String actor(HttpServletRequest request, String what, List<String> groups) {
    if (groups.stream().noneMatch(request::isUserInRole)) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to " + what + " as: '" + request.getRemoteUser() + "'",
          "Only members of " + groups + " do that.");
    }
    return request.getUserPrincipal().getName();
  }

  /** Recovery points of a system, newest first. */
  record Points(String system, List<PointView> points, Optional<String> next) {}

  /** A veto that is asked for. */
  record HoldOrder(String reason, Instant until) {}

  /** The end of a veto that is asked for. */
  record ReleaseOrder(String reason) {}

  /** What was held or released, and which vaults do not know it yet. */
  record Held(List<HoldView> holds, Map<String, String> behind) {
    static Held of(HoldRecoveryPoint.Outcome outcome) {
      return new Held(outcome.holds().stream().map(HoldView::of).toList(), outcome.behind());
    }
  }

  /** What would happen, and why. */
  record Preview(
      String system, Instant at, List<String> refusals, List<String> questions, List<Row> points) {}

  /** One point of a preview. */
  record Row(String point, String state, Instant startedAt, ExpiryView expiry) {
    static Row of(Judgement it) {
      return new Row(
          it.point().point(),
          it.point().state().name().toLowerCase(Locale.ROOT),
          it.point().startedAt(),
          ExpiryView.of(it));
    }
  }
}
