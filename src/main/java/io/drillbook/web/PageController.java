package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.RunAccount;
import io.drillbook.usecase.incident.ShowRun;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages that mails and forms link to. */
@Controller
class PageController {
  private static final int ROWS = 200;
  private static final String LAST = "999999";

  private final ShowRun runs;
  private final ForecastRecovery forecast;
  private final Models models;

  PageController(ShowRun runs, ForecastRecovery forecast, Models models) {
    this.runs = runs;
    this.forecast = forecast;
    this.models = models;
  }

  @GetMapping(path = "/runs/{id}", produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView run(@PathVariable String id, @RequestParam(defaultValue = LAST) String page) {
    RunAccount account = runs.show(id);
    RunPage run = RunPage.of(account);
    String outlook = forecast.remaining(id).map(ForecastController::words).orElse("");
    return new ModelAndView(
        "pages/run",
        Map.of(
            "run",
            run,
            "clock",
            run.clock(),
            "outlook",
            outlook,
            "live",
            LivePage.of(
                "/events?run=" + run.id(), account.timeline().now(), new PageTimes(account.zone())),
            "rows",
            Pages.ending(run.timeline(), page, ROWS),
            "chart",
            RunChart.of(account.timeline()),
            "diagram",
            RunDiagram.of(account, models)));
  }

  /** The clock alone, for the forms in Tasklist. */
  @GetMapping(path = "/runs/{id}/clock", produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView clock(@PathVariable String id) {
    RunAccount account = runs.show(id);
    return new ModelAndView("pages/clock", Map.of("clock", ClockFace.of(account)));
  }

  // People get a page; the problem documents of the API would be a riddle to them.
  @ExceptionHandler
  ModelAndView fault(Fault fault) {
    HttpStatus status = FaultAdvice.status(fault);
    return new ModelAndView(
        "pages/fault", Map.of("message", fault.getMessage(), "hint", fault.hint()), status);
  }
}
