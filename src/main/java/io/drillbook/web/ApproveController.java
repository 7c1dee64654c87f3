package io.drillbook.web;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Choice;
import io.drillbook.usecase.approval.CastVote;
import io.drillbook.usecase.approval.ShowApproval;
import io.drillbook.usecase.incident.RunAccount;
import io.drillbook.usecase.incident.ShowRun;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page on which people vote by phone; the link in the mail leads to it. It works without a
 * script, and every answer goes through the guard of Tasklist.
 */
@Controller
@RequestMapping("/approve/{run}")
class ApproveController {
  private static final String COUNTING =
      "The vote of somebody else is being counted. Press again in a moment.";

  private final ShowRun runs;
  private final ShowApproval approvals;
  private final CastVote votes;

  ApproveController(ShowRun runs, ShowApproval approvals, CastVote votes) {
    this.runs = runs;
    this.approvals = approvals;
    this.votes = votes;
  }

  /** What was typed, so that it stands in the form again where the answer was refused. */
  private record Typed(String target, String reason) {
    private static final Typed NOTHING = new Typed("", "");
  }

  @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView show(@PathVariable String run, HttpServletRequest request) {
    return page(run, request, Typed.NOTHING, "", HttpStatus.OK);
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView vote(
      @PathVariable String run,
      @RequestParam(defaultValue = "") String approval,
      @RequestParam(defaultValue = "0") int round,
      @RequestParam(defaultValue = "") String choice,
      @RequestParam(defaultValue = "") String target,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request) {
    Typed typed = new Typed(target, reason);
    try {
      CastVote.Result result =
          votes.cast(
              new CastVote.Answer(
                  runs.find(run).id(), approval, round, choice(choice), target.strip(), reason),
              request.getUserPrincipal().getName());
      return result == CastVote.Result.TAKEN
          ? new ModelAndView("redirect:/approve/" + run)
          : page(run, request, typed, COUNTING, HttpStatus.CONFLICT);
    } catch (Fault fault) {
      String trouble = fault.getMessage() + ". " + fault.hint();
      return page(run, request, typed, trouble, FaultAdvice.status(fault));
    }
  }

  private ModelAndView page(
      String run, HttpServletRequest request, Typed typed, String trouble, HttpStatus status) {
    RunAccount account = runs.show(run);
    String person = request.getUserPrincipal().getName();
    ShowApproval.View view = approvals.show(run, account.timeline().run().system(), person);
    Map<String, Object> model = new HashMap<>();
    model.put("page", ApprovePage.of(view, account, person));
    model.put(
        "clock", ClockFace.toAnswer(view.approval(), view.now(), new PageTimes(account.zone())));
    model.put("token", Objects.toString(request.getAttribute("formToken"), ""));
    model.put("typed", typed.target());
    model.put("reason", typed.reason());
    model.put("trouble", trouble);
    return new ModelAndView("pages/approve", model, status);
  }

  private static Choice choice(String word) {
    return Choice.of(word)
        .filter(choice -> choice == Choice.APPROVE || choice == Choice.REJECT)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to take the answer: '" + word + "'",
                    "Press one of the two buttons."));
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
