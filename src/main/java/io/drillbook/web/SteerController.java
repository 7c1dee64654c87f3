package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Pause;
import io.drillbook.usecase.incident.RestoreLater;
import io.drillbook.usecase.incident.RunAccount;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.incident.SteerRun;
import io.drillbook.usecase.incident.SteerRun.Act;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which on-call engineers pause, resume, shorten and abort a run. */
@Controller
class SteerController {
  private final ShowRun runs;
  private final SteerRun steer;
  private final RestoreLater later;

  SteerController(ShowRun runs, SteerRun steer, RestoreLater later) {
    this.runs = runs;
    this.steer = steer;
    this.later = later;
  }

  @GetMapping(path = "/runs/{id}/steer", produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView show(@PathVariable String id, HttpServletRequest request) {
    return page(id, request, "", "", HttpStatus.OK);
  }

  @PostMapping(
      path = "/runs/{id}/steer",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView steer(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request) {
    try {
      steer.steer(id, act(act), request.getUserPrincipal().getName(), reason);
      return new ModelAndView("redirect:/runs/" + id);
    } catch (Fault fault) {
      String trouble = fault.getMessage() + ". " + fault.hint();
      return page(id, request, reason, trouble, FaultAdvice.status(fault));
    }
  }

  private ModelAndView page(
      String id, HttpServletRequest request, String reason, String trouble, HttpStatus status) {
    RunAccount account = runs.show(id);
    RunPage page = RunPage.of(account);
    return new ModelAndView(
        "pages/steer",
        Map.of(
            "run",
            page,
            "clock",
            page.clock(),
            "paused",
            Pause.isOn(account.record()),
            "later",
            String.join(", ", later.possible(account.timeline().run())),
            "token",
            Objects.toString(request.getAttribute("formToken"), ""),
            "reason",
            reason,
            "trouble",
            trouble),
        status);
  }

  static Act act(String word) {
    return Stream.of(Act.values())
        .filter(act -> act.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to steer the run by: '" + word + "'",
                    "Choose one of pause, resume, shorten, abort."));
  }

  // People get a page; the problem documents of the API would be a riddle to them.
  @ExceptionHandler
  ModelAndView fault(Fault fault) {
    return new ModelAndView(
        "pages/fault",
        Map.of("message", fault.getMessage(), "hint", fault.hint()),
        FaultAdvice.status(fault));
  }
}
