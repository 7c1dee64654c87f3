package io.drillbook.web;

import io.drillbook.domain.schedule.DueTime;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.usecase.readiness.ListSchedules;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the schedules and the ledger of their due times. */
@RestController
@RequestMapping("/api/v1/schedules")
class SchedulesController {
  private final ListSchedules list;

  SchedulesController(ListSchedules list) {
    this.list = list;
  }

  @GetMapping
  Schedules schedules(
      @RequestParam Optional<String> system,
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    Slice<ScheduledWork> slice =
        Slice.among(
            list.works(system),
            new Slice.Asked(limit, after, request),
            SchedulesController::name,
            place -> work -> name(work).compareTo(place[0]) > 0);
    return new Schedules(slice.map(work -> ScheduleView.of(list.line(work))), slice.next());
  }

  private static String name(ScheduledWork work) {
    return work.system() + " " + work.schedule();
  }

  /** Schedules in the order of their plans. */
  record Schedules(List<ScheduleView> schedules, Optional<String> next) {}

  /** One schedule with the newest rows of its ledger. */
  record ScheduleView(
      String system,
      String schedule,
      String times,
      String zone,
      String catchUp,
      Optional<Instant> next,
      List<DueView> ledger) {
    static ScheduleView of(ListSchedules.Line line) {
      return new ScheduleView(
          line.work().system(),
          line.work().schedule(),
          line.work().cron(),
          line.work().zone().getId(),
          line.work().catchUp().word(),
          line.next(),
          line.rows().stream().map(DueView::of).toList());
    }
  }

  /** What became of one due time. */
  record DueView(Instant due, String outcome, Instant dealtWith, Optional<String> run) {
    static DueView of(DueTime row) {
      return new DueView(
          row.dueAt(), row.outcome().name().toLowerCase(Locale.ROOT), row.firedAt(), row.runId());
    }
  }
}
