package io.drillbook.web;

import io.drillbook.usecase.audit.ComparePlans;
import io.drillbook.usecase.audit.DrawSample;
import io.drillbook.usecase.audit.MeasureDrills;
import io.drillbook.usecase.audit.Page;
import io.drillbook.web.AuditViews.Approvals;
import io.drillbook.web.AuditViews.Difference;
import io.drillbook.web.AuditViews.Drill;
import io.drillbook.web.AuditViews.Drills;
import io.drillbook.web.AuditViews.Lines;
import io.drillbook.web.AuditViews.Sampled;
import io.drillbook.web.AuditViews.Text;
import io.drillbook.web.AuditViews.Versions;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the auditor's desk shows, for programs; changes nothing. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {
  private final AuditDesk desk;
  private final ComparePlans plans;

  AuditApi(AuditDesk desk, ComparePlans plans) {
    this.desk = desk;
    this.plans = plans;
  }

  @GetMapping("/lines")
  Lines lines(@RequestParam Map<String, String> asked) {
    return Lines.of(desk.lines(asked));
  }

  @GetMapping("/approvals")
  Approvals approvals(@RequestParam Map<String, String> asked) {
    return Approvals.of(desk.approvals(asked));
  }

  @GetMapping("/plans")
  Versions plans() {
    return Versions.of(plans.newest());
  }

  @GetMapping("/plans/{system}")
  Versions versions(@PathVariable String system) {
    return Versions.of(plans.versions(system));
  }

  @GetMapping("/plans/{system}/{version}")
  Text version(@PathVariable String system, @PathVariable String version) {
    Map<String, String> asked = Map.of("version", version);
    AuditAsk ask = new AuditAsk(asked, asked.keySet());
    return Text.of(plans.version(system, ask.number("version", 1, Integer.MAX_VALUE)));
  }

  @GetMapping("/plans/{system}/diff")
  Difference diff(
      @PathVariable String system,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to) {
    Map<String, String> asked = Map.of("from", from, "to", to);
    AuditAsk ask = new AuditAsk(asked, asked.keySet());
    int most = Integer.MAX_VALUE;
    return Difference.of(
        plans.compare(system, ask.number("from", 1, most), ask.number("to", 1, most)));
  }

  @GetMapping("/drills")
  Drills drills(@RequestParam Map<String, String> asked) {
    Page<MeasureDrills.Measured> page = desk.drills(asked);
    var period = desk.period(asked).period();
    return new Drills(
        period.from(),
        period.to(),
        page.items().stream().map(Drill::of).toList(),
        page.older(),
        page.newer());
  }

  /** The same as a file; cells that a spreadsheet would take for formulas are disarmed. */
  @GetMapping("/drills.csv")
  ResponseEntity<byte[]> table(@RequestParam Map<String, String> asked) {
    byte[] table = desk.table(asked);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("drills.csv").build().toString())
        .body(table);
  }

  @GetMapping("/sample")
  Sampled sample(@RequestParam Map<String, String> asked) {
    DrawSample.Wish wish = desk.wish(asked);
    return Sampled.of(wish, desk.sample(wish));
  }
}
