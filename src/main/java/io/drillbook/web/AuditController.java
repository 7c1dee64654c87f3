package io.drillbook.web;

import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.fault.Fault;
import io.drillbook.usecase.audit.ComparePlans;
import io.drillbook.usecase.audit.DrawSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The auditor's desk: everything on the record, to read. No page of it changes anything. */
@Controller
@RequestMapping(path = "/audit", produces = MediaType.TEXT_HTML_VALUE)
class AuditController {
  private final AuditDesk desk;
  private final ComparePlans plans;

  AuditController(AuditDesk desk, ComparePlans plans) {
    this.desk = desk;
    this.plans = plans;
  }

  @GetMapping
  ModelAndView lines(@RequestParam Map<String, String> asked) {
    return page("audit", AuditPage.of(asked, desk.lines(asked)));
  }

  @GetMapping("/approvals")
  ModelAndView approvals(@RequestParam Map<String, String> asked) {
    return page("audit-approvals", AuditApprovals.of(asked, desk.approvals(asked)));
  }

  @GetMapping("/plans")
  ModelAndView plans() {
    return page("audit-plans", AuditPages.Plans.of(plans.newest()));
  }

  /** Its versions, and what changed from one to another: in the newest, where nothing is asked. */
  @GetMapping("/plans/{system}")
  ModelAndView plan(@PathVariable String system, @RequestParam Map<String, String> asked) {
    AuditAsk ask = new AuditAsk(asked, java.util.Set.of(AuditAsk.FROM, AuditAsk.TO));
    List<PlanVersion> versions = plans.versions(system);
    int to = ask.number(AuditAsk.TO, versions.get(0).number(), Integer.MAX_VALUE);
    int before =
        ComparePlans.before(versions, plans.version(system, to))
            .map(PlanVersion::number)
            .orElse(to);
    int from = ask.number(AuditAsk.FROM, before, Integer.MAX_VALUE);
    return page("audit-plan", AuditPages.Plan.of(versions, plans.compare(system, from, to)));
  }

  @GetMapping("/drills")
  ModelAndView drills(@RequestParam Map<String, String> asked) {
    Period period = desk.period(asked).period();
    return page("audit-drills", AuditPages.Drills.of(asked, period, desk.drills(asked)));
  }

  @GetMapping("/sample")
  ModelAndView sample(@RequestParam Map<String, String> asked) {
    DrawSample.Wish wish = desk.wish(asked);
    return page("audit-sample", AuditPages.Sampled.of(asked, wish, desk.sample(wish)));
  }

  private static ModelAndView page(String view, Object page) {
    Map<String, Object> model = new HashMap<>();
    model.put("page", page);
    return new ModelAndView("pages/" + view, model);
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
