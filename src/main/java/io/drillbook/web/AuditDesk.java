package io.drillbook.web;

import io.drillbook.domain.audit.AuditLine;
import io.drillbook.usecase.audit.AuditPeriod;
import io.drillbook.usecase.audit.DrawSample;
import io.drillbook.usecase.audit.ListApprovals;
import io.drillbook.usecase.audit.MeasureDrills;
import io.drillbook.usecase.audit.Page;
import io.drillbook.usecase.audit.SearchRecord;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Answers what the pages and the API of the auditor's desk are asked for; changes nothing. */
@Component
class AuditDesk {
  static final int LINES = 100;
  private static final int APPROVALS = 25;
  private static final int MOST_SAMPLED = 1_000;
  private static final int SAMPLED = 25;

  private final SearchRecord search;
  private final ListApprovals approvals;
  private final MeasureDrills drills;
  private final DrawSample sample;
  private final AuditPeriod periods;

  AuditDesk(
      SearchRecord search,
      ListApprovals approvals,
      MeasureDrills drills,
      DrawSample sample,
      AuditPeriod periods) {
    this.search = search;
    this.approvals = approvals;
    this.drills = drills;
    this.sample = sample;
    this.periods = periods;
  }

  Page<AuditLine> lines(Map<String, String> asked) {
    AuditAsk ask = new AuditAsk(asked, AuditAsk.SEARCH);
    return search.search(ask.filter(), ask.place(LINES));
  }

  Page<ListApprovals.Asked> approvals(Map<String, String> asked) {
    AuditAsk ask = new AuditAsk(asked, AuditAsk.RUNS);
    Map<String, String> topic = new java.util.HashMap<>(asked);
    topic.put("topic", "approvals");
    return approvals.list(new AuditAsk(topic, AuditAsk.SEARCH).filter(), ask.place(APPROVALS));
  }

  AuditPeriod.Asked period(Map<String, String> asked) {
    AuditAsk ask = new AuditAsk(asked, with(AuditAsk.RUNS, "kind", "size", "seed"));
    return periods.of(ask.start(), ask.end());
  }

  Page<MeasureDrills.Measured> drills(Map<String, String> asked) {
    AuditAsk ask = new AuditAsk(asked, AuditAsk.RUNS);
    return drills.measure(period(asked).period(), ask.text(AuditAsk.SYSTEM), ask.place(LINES));
  }

  byte[] table(Map<String, String> asked) {
    AuditAsk ask = new AuditAsk(asked, Set.of(AuditAsk.SYSTEM, AuditAsk.FROM, AuditAsk.TO));
    return drills.table(period(asked).period(), ask.text(AuditAsk.SYSTEM));
  }

  DrawSample.Wish wish(Map<String, String> asked) {
    AuditAsk ask =
        new AuditAsk(
            asked, Set.of(AuditAsk.SYSTEM, AuditAsk.FROM, AuditAsk.TO, "kind", "size", "seed"));
    return new DrawSample.Wish(
        period(asked).period(),
        ask.text(AuditAsk.SYSTEM),
        ask.kinds("kind"),
        ask.number("size", SAMPLED, MOST_SAMPLED),
        ask.text("seed"));
  }

  DrawSample.Drawn sample(DrawSample.Wish wish) {
    return sample.draw(wish);
  }

  private static Set<String> with(Set<String> names, String... more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(Set.of(more));
    return all;
  }
}
