package io.drillbook.web;

import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.incident.RunAccount;
import java.time.Duration;
import java.util.List;

/**
 * A recovery that was measured, beside what was allowed.
 *
 * @param took percent of the widest bar of the table
 * @param allowed where the target stands, in percent of the same
 */
record DrillRow(
    String id,
    String time,
    String what,
    String state,
    String verdict,
    String measured,
    String target,
    long took,
    long allowed) {
  private static final int ALL = 100;

  static List<DrillRow> all(List<RunAccount> runs, PageTimes times) {
    long widest =
        runs.stream()
            .mapToLong(run -> Math.max(taken(run).toMillis(), allowed(run).toMillis()))
            .max()
            .orElse(1);
    return runs.stream().map(run -> of(run, Math.max(1, widest), times)).toList();
  }

  private static DrillRow of(RunAccount account, long widest, PageTimes times) {
    Run run = account.timeline().run();
    Duration took = taken(account);
    boolean good = run.verdict().filter(Verdict::isGood).isPresent();
    return new DrillRow(
        run.id(),
        times.date(run.startedAt()),
        run.kind().id() + run.scenario().map(Scenario::id).map(it -> ", " + it).orElse(""),
        good ? "fine" : "wrong",
        run.verdict().map(Verdict::id).orElse("ended"),
        PageTimes.length(took),
        run.rto().isZero() ? "no RTO" : PageTimes.rough(run.rto()),
        took.toMillis() * ALL / widest,
        allowed(account).toMillis() * ALL / widest);
  }

  private static Duration taken(RunAccount account) {
    return account.timeline().clocks().total();
  }

  private static Duration allowed(RunAccount account) {
    return account.timeline().run().rto();
  }

  /** The sign of its verdict. */
  public String sign() {
    return BoardRow.sign(state);
  }

  /** Its page. */
  public String link() {
    return "/runs/" + id;
  }
}
