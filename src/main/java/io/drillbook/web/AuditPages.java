package io.drillbook.web;

import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.audit.ComparePlans;
import io.drillbook.usecase.audit.DrawSample;
import io.drillbook.usecase.audit.MeasureDrills;
import io.drillbook.usecase.audit.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The further pages of the auditor's desk in words; templates add none but headings. */
final class AuditPages {
  private static final PageTimes TIMES = AuditPage.TIMES;

  private AuditPages() {}

  /** The newest version of each plan. */
  record Plans(List<Version> plans) {
    static Plans of(List<PlanVersion> newest) {
      return new Plans(newest.stream().map(it -> Version.of(it, 0, 0)).toList());
    }
  }

  /** A version of a plan. */
  record Version(
      String system,
      String link,
      int number,
      String seen,
      String digest,
      boolean from,
      boolean to) {
    static Version of(PlanVersion it, int from, int to) {
      return new Version(
          it.system(),
          AuditLinks.plans(it.system()),
          it.number(),
          TIMES.full(it.firstSeen()),
          it.isGone() ? "no plan in force" : it.digest(),
          it.number() == from,
          it.number() == to);
    }
  }

  /** The versions of one plan, two of them compared. */
  record Plan(
      String system,
      List<Version> versions,
      int from,
      int to,
      String summary,
      List<ComparePlans.Line> lines) {
    static Plan of(List<PlanVersion> versions, ComparePlans.Comparison it) {
      int from = it.before().number();
      int to = it.after().number();
      long gone = count(it, "gone");
      long fresh = count(it, "new");
      String summary =
          from == to
              ? "Version " + from + " as it was written"
              : "From version "
                  + from
                  + " to "
                  + to
                  + ": "
                  + lines(gone)
                  + " removed, "
                  + lines(fresh)
                  + " added";
      return new Plan(
          it.after().system(),
          versions.stream().map(version -> Version.of(version, from, to)).toList(),
          from,
          to,
          summary,
          it.lines());
    }

    private static String lines(long count) {
      return count + (count == 1 ? " line" : " lines");
    }

    private static long count(ComparePlans.Comparison it, String change) {
      return it.lines().stream().filter(line -> line.change().equals(change)).count();
    }
  }

  /** Drills against their targets. */
  record Drills(
      Map<String, String> fields,
      String period,
      List<Drill> drills,
      String csv,
      String older,
      String newer) {
    static Drills of(Map<String, String> asked, Period period, Page<MeasureDrills.Measured> page) {
      Map<String, String> file = new HashMap<>(asked);
      file.keySet().retainAll(List.of(AuditAsk.SYSTEM, AuditAsk.FROM, AuditAsk.TO));
      return new Drills(
          asked,
          inWords(period),
          page.items().stream().map(Drill::of).toList(),
          AuditLinks.with("/api/v1/audit/drills.csv", file),
          AuditLinks.older("/audit/drills", asked, page),
          AuditLinks.newer("/audit/drills", asked, page));
    }

    /** What stands in a field. */
    public String field(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  /** A drill. */
  record Drill(
      String id,
      String link,
      String time,
      String what,
      String by,
      String rto,
      String rtoState,
      List<String> losses,
      String rpoState,
      String verdict,
      String state) {
    static Drill of(MeasureDrills.Measured it) {
      Run run = it.run();
      Score score = it.score();
      boolean open = run.endedAt().isEmpty();
      return new Drill(
          run.id(),
          "/runs/" + run.id(),
          TIMES.point(run.startedAt()),
          run.system() + run.scenario().map(Scenario::id).map(id -> ", " + id).orElse(""),
          run.startedBy(),
          PageTimes.length(score.achievedRto())
              + (run.rto().isZero() ? ", no RTO applies" : " of " + PageTimes.rough(run.rto())),
          open ? "look" : score.rtoMet() ? "fine" : "wrong",
          score.sources().stream().map(Drill::loss).toList(),
          open ? "look" : score.rpoMet() && !score.sources().isEmpty() ? "fine" : "wrong",
          run.verdict().map(Verdict::id).orElse("still open")
              + (score.assisted() ? ", target was there before" : ""),
          open ? "look" : run.verdict().filter(Verdict::isGood).isPresent() ? "fine" : "wrong");
    }

    private static String loss(Score.SourceScore source) {
      return source.source()
          + ": "
          + PageTimes.length(source.achievedRpo())
          + source.rpo().map(rpo -> " of " + PageTimes.rough(rpo)).orElse(", no RPO applies");
    }

    /** The sign of a state. */
    public String sign(String of) {
      return BoardRow.sign(of);
    }
  }

  /** A random sample. */
  record Sampled(
      Map<String, String> asked,
      String period,
      DrawSample.Drawn drawn,
      String again,
      List<AuditPage.Option> kinds,
      List<SampledRun> runs) {
    static Sampled of(Map<String, String> asked, DrawSample.Wish wish, DrawSample.Drawn drawn) {
      Map<String, String> again = new HashMap<>(asked);
      again.put("seed", drawn.seed());
      again.put(AuditAsk.FROM, wish.period().from().toString());
      again.put(AuditAsk.TO, wish.period().to().toString());
      return new Sampled(
          asked,
          inWords(wish.period()),
          drawn,
          AuditLinks.with("/audit/sample", again),
          AuditPage.options(asked.get("kind"), RunKind.values()),
          drawn.runs().stream().map(SampledRun::of).toList());
    }

    /** What stands in a field. */
    public String field(String name) {
      return asked.getOrDefault(name, "");
    }
  }

  /** A run of a sample. */
  record SampledRun(
      String id,
      String link,
      String evidence,
      String time,
      String what,
      String by,
      String verdict) {
    static SampledRun of(Run run) {
      return new SampledRun(
          run.id(),
          "/runs/" + run.id(),
          run.endedAt().isEmpty() ? "" : "/api/v1/runs/" + run.id() + "/evidence",
          TIMES.point(run.startedAt()),
          run.kind().id() + " of " + run.system(),
          run.startedBy(),
          run.verdict().map(Verdict::id).orElse("still open"));
    }
  }

  private static String inWords(Period period) {
    return TIMES.point(period.from()) + " to " + TIMES.point(period.to());
  }
}
