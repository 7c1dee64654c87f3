package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.usecase.catalog.CatalogLine;
import io.drillbook.usecase.catalog.CatalogReport;
import io.drillbook.usecase.catalog.WorkOnCatalog;
import io.drillbook.usecase.catalog.WorkOnCatalog.Task;
import io.drillbook.usecase.catalog.WorkOnCatalog.Work;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Compares the catalog with the vaults, and corrects it; answers at once and works on. */
@RestController
@RequestMapping("/api/v1/catalog")
class CatalogController {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogController.class);

  private final WorkOnCatalog work;

  CatalogController(WorkOnCatalog work) {
    this.work = work;
  }

  @PostMapping("/check")
  ResponseEntity<WorkView> check(HttpServletRequest request) {
    return start(Task.CHECK, request);
  }

  @PostMapping("/rebuild")
  ResponseEntity<WorkView> rebuild(HttpServletRequest request) {
    return start(Task.REBUILD, request);
  }

  @GetMapping("/work")
  WorkView last() {
    return work.last()
        .map(WorkView::of)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find any work on the catalog: 'none since the server started'",
                    "Start it by 'drillbook catalog check' or 'drillbook catalog rebuild'."));
  }

  private ResponseEntity<WorkView> start(Task task, HttpServletRequest request) {
    if (!request.isUserInRole("oncall") && !request.isUserInRole("camunda-admin")) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to work on the catalog as: '" + request.getRemoteUser() + "'",
          "Only members of the groups 'oncall' and 'camunda-admin' do.");
    }
    String actor = request.getUserPrincipal().getName();
    work.start(
        task,
        actor,
        (over, defect) ->
            defect.ifPresent(e -> LOG.error("Unable to finish the work on the catalog", e)));
    LOG.info("{} asked for work on the catalog: {}", actor, task);
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/catalog/work"))
        .body(WorkView.of(work.last().orElseThrow()));
  }

  /** Work on the catalog, as it is told to the outside. */
  record WorkView(
      String task,
      String by,
      Instant startedAt,
      Instant endedAt,
      Boolean good,
      String problem,
      List<LineView> lines,
      Map<String, String> unread) {
    static WorkView of(Work work) {
      return new WorkView(
          word(work.task()),
          work.by(),
          work.startedAt(),
          work.endedAt().orElse(null),
          work.endedAt()
              .map(ended -> work.report().filter(CatalogReport::good).isPresent())
              .orElse(null),
          work.problem().orElse(null),
          work.report()
              .map(report -> report.lines().stream().map(LineView::of).toList())
              .orElse(null),
          work.report().map(CatalogReport::unread).orElse(null));
    }
  }

  /** One line of a report. */
  record LineView(String kind, String system, String point, List<String> vaults, String detail) {
    static LineView of(CatalogLine line) {
      return new LineView(
          word(line.kind()), line.system(), line.point(), line.vaults(), line.detail());
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
