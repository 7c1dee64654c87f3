package io.drillbook.web.evidence;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.PointFacts;
import io.drillbook.domain.evidence.Evidence.Results;
import io.drillbook.domain.evidence.Evidence.RunFacts;
import io.drillbook.domain.evidence.Evidence.SourceResult;
import io.drillbook.domain.evidence.Evidence.StoredFile;
import io.drillbook.domain.record.Asserted;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the report prints, as texts.
 *
 * @param look of the verdict: {@code good}, {@code mixed} or {@code bad}
 */
record Paper(
    String title,
    String zone,
    String verdict,
    String look,
    List<Row> facts,
    List<Row> clocks,
    List<Share> shares,
    Objective rto,
    List<Objective> losses,
    List<ChartRow> chart,
    String leftOut,
    List<String> axis,
    List<PointPart> points,
    List<List<String>> checks,
    List<List<String>> decisions,
    List<List<String>> deviations,
    List<List<String>> findings,
    List<List<String>> notifications,
    List<List<String>> participants,
    List<Row> basis,
    List<Row> unknown,
    List<List<String>> signOffs,
    List<Row> seal) {

  /** A name and its value. */
  record Row(String name, String value) {}

  /** A part of the bar of the clocks. */
  record Share(String look, String width) {}

  /** A promise and what came of it. */
  record Objective(String name, String promised, String achieved, String result, String look) {}

  /** A recovery point with its files. */
  record PointPart(String title, List<Row> facts, List<List<String>> files) {}

  static Paper of(Evidence evidence) {
    PaperWords words = new PaperWords(ZoneId.of(evidence.run().zone()));
    PaperTables tables = new PaperTables(evidence, words);
    RunFacts run = evidence.run();
    return new Paper(
        title(run),
        run.zone(),
        run.verdict(),
        look(run.verdict()),
        facts(run, words),
        clocks(evidence.results()),
        shares(evidence.results()),
        rto(evidence),
        evidence.results().sources().stream().map(Paper::loss).toList(),
        ChartRow.all(evidence, words),
        ChartRow.leftOut(evidence),
        ChartRow.axis(evidence, words),
        evidence.recoveryPoints().stream().map(it -> point(it, words)).toList(),
        tables.checks(),
        tables.decisions(),
        tables.deviations(),
        tables.findings(),
        tables.notifications(),
        tables.participants(),
        tables.basis(),
        tables.unknown(),
        tables.signOffs(),
        tables.seal());
  }

  private static String title(RunFacts run) {
    String kind =
        switch (run.kind()) {
          case "incident" -> "Incident";
          case "failback" -> "Fail-back";
          default -> run.kind().substring(0, 1).toUpperCase(Locale.ROOT) + run.kind().substring(1);
        };
    return kind + " of " + run.system();
  }

  private static String look(String verdict) {
    return switch (verdict) {
      case "succeeded" -> "good";
      case "succeeded-with-skips", "succeeded-with-overrides", "asserted" -> "mixed";
      default -> "bad";
    };
  }

  private static List<Row> facts(RunFacts run, PaperWords words) {
    return List.of(
        new Row("Run", run.id()),
        new Row("Kind of evidence", run.evidenceKind()),
        new Row("Scenario", PaperWords.orNothing(run.scenario())),
        new Row("Customer", PaperWords.orNothing(run.customer())),
        new Row("Started by", PaperWords.cut(run.startedBy())),
        new Row("Detected", words.full(run.detectedAt())),
        new Row("Declared", words.full(run.declaredAt())),
        new Row("Data restored", words.full(run.restoredAt())),
        new Row("Service confirmed", words.full(run.confirmedAt())),
        new Row("Ended", words.full(run.endedAt())));
  }

  private static List<Row> clocks(Results results) {
    return List.of(
        new Row(
            results.confirmed() ? "Detection to confirmed service" : "Detection to the end",
            PaperWords.length(results.total())),
        new Row("Machines worked", PaperWords.length(results.machine())),
        new Row("People were waited for", PaperWords.length(results.people())),
        new Row("Neither", PaperWords.length(results.idle())));
  }

  private static List<Share> shares(Results results) {
    List<Share> shares = new ArrayList<>();
    share(shares, "machine", results.machine(), results.total());
    share(shares, "people", results.people(), results.total());
    share(shares, "wait", results.idle(), results.total());
    return shares;
  }

  private static void share(List<Share> shares, String look, Duration part, Duration whole) {
    if (part.toMillis() > 0 && whole.toMillis() > 0) {
      double percent = 100.0 * part.toMillis() / whole.toMillis();
      shares.add(new Share(look, String.format(Locale.ROOT, "%.2f", percent)));
    }
  }

  private static Objective rto(Evidence evidence) {
    Results results = evidence.results();
    Duration promised = evidence.objectives().rto();
    if (promised.isZero()) {
      return new Objective("RTO", "none applies", PaperWords.length(results.total()), "", "");
    }
    if (evidence.run().asserted()) {
      String origin = ", " + evidence.objectives().rtoSource();
      String total = PaperWords.length(results.total());
      return new Objective(
          "RTO", PaperWords.length(promised) + origin, total, Asserted.MARK, "bad");
    }
    String result = results.rtoMet() ? "met" : results.confirmed() ? "missed" : "not confirmed";
    return new Objective(
        "RTO",
        PaperWords.length(promised) + ", " + evidence.objectives().rtoSource(),
        PaperWords.length(results.total()),
        result,
        results.rtoMet() ? "good" : "bad");
  }

  private static Objective loss(SourceResult source) {
    return new Objective(
        "RPO of " + source.source(),
        source.rpo().map(PaperWords::length).orElse("none applies"),
        PaperWords.length(source.achievedRpo()),
        source.rpo().isEmpty() ? "" : source.met() ? "met" : "missed",
        source.met() ? "good" : "bad");
  }

  private static PointPart point(PointFacts point, PaperWords words) {
    List<Row> facts = new ArrayList<>();
    facts.add(new Row("Use", point.use()));
    facts.add(new Row("Sealed", words.full(point.sealedAt())));
    facts.add(new Row("State today", PaperWords.orNothing(point.state())));
    facts.add(new Row("Vaults", PaperWords.orNothing(String.join(", ", point.vaults()))));
    facts.add(new Row("Signed by", PaperWords.orNothing(point.signer())));
    facts.add(new Row("SHA-256 of manifest", PaperWords.orNothing(point.manifestSha256())));
    point.contents().forEach((source, counts) -> facts.add(contents(source, counts)));
    point.trouble().ifPresent(it -> facts.add(new Row("Not read", PaperWords.cut(it))));
    return new PointPart(point.point(), facts, point.members().stream().map(Paper::file).toList());
  }

  private static Row contents(String source, Map<String, Long> counts) {
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    String most = counts.size() > 6 ? counts.size() + " parts, " + sum + " in all" : listed(counts);
    return new Row("Holds of " + source, PaperWords.cut(most));
  }

  private static String listed(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(it -> it.getKey() + ": " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private static List<String> file(StoredFile file) {
    return List.of(file.file(), Long.toString(file.storedBytes()), file.storedSha256());
  }
}
