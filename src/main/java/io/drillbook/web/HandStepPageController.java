package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.HandStep;
import io.drillbook.usecase.incident.AddHandSteps;
import io.drillbook.usecase.incident.RunAccount;
import io.drillbook.usecase.incident.ShowRun;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which on-call engineers enter one step that was done by hand. */
@Controller
class HandStepPageController {
  private final ShowRun runs;
  private final AddHandSteps add;

  HandStepPageController(ShowRun runs, AddHandSteps add) {
    this.runs = runs;
    this.add = add;
  }

  /** What was typed, so that a mistake costs nothing but its correction. */
  record Typed(String step, String began, String ended, String by, String note) {}

  @GetMapping(path = "/runs/{id}/steps", produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView show(@PathVariable String id, HttpServletRequest request) {
    return page(id, request, new Typed("", "", "", "", ""), "", HttpStatus.OK);
  }

  @PostMapping(
      path = "/runs/{id}/steps",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView add(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String step,
      @RequestParam(defaultValue = "") String began,
      @RequestParam(defaultValue = "") String ended,
      @RequestParam(defaultValue = "") String by,
      @RequestParam(defaultValue = "") String note,
      HttpServletRequest request) {
    try {
      ZoneId zone = runs.show(id).zone();
      Instant from = instant(began, zone);
      Instant to = ended.isBlank() ? from : instant(ended, zone);
      HandStep done = new HandStep(step.strip(), from, to, by.strip(), note.strip());
      add.add(id, List.of(done), request.getUserPrincipal().getName());
      return new ModelAndView("redirect:/runs/" + id);
    } catch (Fault fault) {
      String trouble = fault.getMessage() + ". " + fault.hint();
      return page(
          id, request, new Typed(step, began, ended, by, note), trouble, FaultAdvice.status(fault));
    }
  }

  private ModelAndView page(
      String id, HttpServletRequest request, Typed typed, String trouble, HttpStatus status) {
    RunAccount account = runs.show(id);
    return new ModelAndView(
        "pages/add-step",
        Map.of(
            "run",
            RunPage.of(account),
            "zone",
            account.zone().getId(),
            "token",
            Objects.toString(request.getAttribute("formToken"), ""),
            "typed",
            typed,
            "trouble",
            trouble),
        status);
  }

  private static Instant instant(String text, ZoneId zone) {
    try {
      return LocalDateTime.parse(text.strip().replace(' ', 'T')).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the time: '" + text + "'",
          "Write it such as 2026-11-21T03:10, in the zone " + zone + ".",
          e);
    }
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
