package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.usecase.drill.CloseFinding;
import io.drillbook.usecase.drill.ListFindings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what drills found wrong, and lets managers and approvers answer for it. */
@RestController
@RequestMapping("/api/v1/findings")
class FindingsController {
  private final ListFindings list;
  private final CloseFinding close;

  FindingsController(ListFindings list, CloseFinding close) {
    this.list = list;
    this.close = close;
  }

  @GetMapping
  Findings list(
      @RequestParam Optional<String> system,
      @RequestParam(defaultValue = "false") boolean closed,
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    Slice.Asked asked = new Slice.Asked(limit, after, request);
    Slice<DrillFinding> slice =
        Slice.of(
            list.list(asked.place(), system, closed, asked.oneMore()),
            asked,
            it -> Slice.words(it.openedAt(), it.id()));
    return new Findings(slice.map(FindingView::of), slice.next());
  }

  @PostMapping("/{id}/closure")
  FindingView close(
      @PathVariable String id, @RequestBody ClosureOrder order, HttpServletRequest request) {
    if (!request.isUserInRole("managers") && !request.isUserInRole("approvers")) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to close a finding as: '" + request.getRemoteUser() + "'",
          "Managers and approvers answer for findings; a drill that passes the step closes them.");
    }
    return FindingView.of(close.close(id, request.getUserPrincipal().getName(), order.reason()));
  }

  /** Why no drill has to pass the step. */
  record ClosureOrder(String reason) {}

  /** Findings, newest first. */
  record Findings(List<FindingView> findings, Optional<String> next) {}

  /** One finding. */
  record FindingView(
      String id,
      String system,
      String scenario,
      String step,
      String what,
      String severity,
      String run,
      String owner,
      Instant opened,
      Instant due,
      Optional<Instant> closed,
      Optional<String> closedBy,
      Optional<String> reason) {
    static FindingView of(DrillFinding finding) {
      return new FindingView(
          finding.id(),
          finding.system(),
          finding.scenario(),
          finding.step(),
          finding.what(),
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.runId(),
          finding.owner(),
          finding.openedAt(),
          finding.dueAt(),
          finding.closure().map(Closure::at),
          finding.closure().map(Closure::by),
          finding.closure().map(Closure::reason));
    }
  }
}
