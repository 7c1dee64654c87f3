package io.drillbook.web.evidence;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.ApprovalFacts;
import io.drillbook.domain.evidence.Evidence.Basis;
import io.drillbook.domain.evidence.Evidence.Remark;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.web.evidence.Paper.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The tables of the report. */
final class PaperTables {
  /** More of one kind are no reading for people. */
  private static final int MOST_ROWS = 200;

  private final Evidence evidence;
  private final PaperWords words;

  PaperTables(Evidence evidence, PaperWords words) {
    this.evidence = evidence;
    this.words = words;
  }

  List<List<String>> checks() {
    return cut(
        evidence.checks().stream()
            .map(it -> List.of(words.brief(it.at()), it.name(), it.outcome(), details(it)))
            .toList());
  }

  /** Decisions and votes, in the order in which they were taken. */
  List<List<String>> decisions() {
    List<Dated> all = new ArrayList<>();
    evidence
        .decisions()
        .forEach(
            it ->
                all.add(
                    new Dated(
                        it.at(),
                        List.of(
                            words.brief(it.at()),
                            it.name(),
                            it.actor(),
                            it.outcome(),
                            PaperWords.orNothing(details(it))))));
    evidence.approvals().forEach(it -> all.addAll(votes(it)));
    return cut(all.stream().sorted(Comparator.comparing(Dated::at)).map(Dated::cells).toList());
  }

  private List<Dated> votes(ApprovalFacts approval) {
    List<Dated> rows = new ArrayList<>();
    String called = String.join(", then ", approval.called());
    rows.add(
        new Dated(
            approval.askedAt(),
            List.of(
                words.brief(approval.askedAt()),
                "Approval of " + approval.subject() + ": " + approval.target(),
                called,
                approval.result(),
                approval.required() + " needed, until " + words.brief(approval.expiresAt()))));
    approval
        .votes()
        .forEach(
            vote ->
                rows.add(
                    new Dated(
                        vote.at(),
                        List.of(
                            words.brief(vote.at()),
                            "Vote on " + approval.subject(),
                            vote.person(),
                            vote.decision(),
                            "after "
                                + PaperWords.length(vote.latency())
                                + (vote.comment().isEmpty()
                                    ? ""
                                    : ": " + PaperWords.cut(vote.comment()))))));
    return rows;
  }

  private record Dated(java.time.Instant at, List<String> cells) {}

  List<List<String>> deviations() {
    return cut(
        evidence.deviations().stream()
            .map(
                it ->
                    List.of(
                        words.brief(it.at()),
                        it.kind(),
                        it.name() + (it.attempt() > 1 ? ", attempt " + it.attempt() : ""),
                        it.actor(),
                        PaperWords.cut(new TimesInWords(words.zone()).in(it.what()))))
            .toList());
  }

  List<List<String>> findings() {
    return cut(
        evidence.findings().stream()
            .map(
                it ->
                    List.of(
                        it.id(),
                        it.severity(),
                        PaperWords.cut(it.what()),
                        it.owner() + ", due " + words.full(it.dueAt()),
                        it.closedAt()
                            .map(at -> words.full(at) + " by " + it.closedBy().orElse(""))
                            .orElse("open")))
            .toList());
  }

  List<List<String>> notifications() {
    return cut(
        evidence.notifications().stream()
            .map(
                it ->
                    List.of(
                        words.brief(it.at()),
                        PaperWords.cut(it.outcome()),
                        PaperWords.orNothing(it.details().getOrDefault("recipients", ""))))
            .toList());
  }

  List<List<String>> participants() {
    return cut(
        evidence.participants().stream()
            .map(it -> List.of(it.person(), PaperWords.cut(String.join("; ", it.roles()))))
            .toList());
  }

  List<Row> basis() {
    Basis basis = evidence.basis();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("Program", basis.program()));
    rows.add(new Row("Plan, SHA-256", basis.planDigest()));
    basis
        .planToday()
        .filter(today -> !today.equals(basis.planDigest()))
        .ifPresent(today -> rows.add(new Row("Plan today", today + " (edited since)")));
    evidence
        .scope()
        .sources()
        .forEach((source, kind) -> rows.add(new Row("Source " + source, kind)));
    rows.add(new Row("Vaults", String.join(", ", evidence.scope().vaults())));
    basis
        .models()
        .forEach(
            it ->
                rows.add(
                    new Row(
                        it.id() + ", version " + it.version(), it.file() + ", " + it.sha256())));
    basis
        .fingerprint()
        .forEach((what, digest) -> rows.add(new Row("In force: " + what, PaperWords.cut(digest))));
    return rows;
  }

  /** What auditors ask for: by the plan or the review, else filled in by hand. */
  List<Row> unknown() {
    List<Row> rows = new ArrayList<>();
    Evidence.TestPlan plan = evidence.testPlan();
    if (evidence.run().evidenceKind().equals("drill")) {
      rows.add(
          new Row(
              "Announced or not",
              evidence.run().announced().map(it -> it ? "announced" : "not announced").orElse("")));
      rows.add(new Row("Test plan approved by, before the start", plan.approvedBy().orElse("")));
    }
    if (evidence.run().evidenceKind().equals("drill") || !plan.assumptions().isEmpty()) {
      rows.add(new Row("Assumptions", sentences(plan.assumptions())));
      rows.add(new Row("Success criteria", sentences(plan.successCriteria())));
    }
    if (evidence.run().evidenceKind().equals("drill")) {
      rows.add(new Row("Key person assumed absent", evidence.absentKeyPerson().orElse("")));
    }
    rows.add(
        new Row(
            "Reference to risk or business impact analysis",
            evidence.run().riskReference().map(PaperWords::cut).orElse("")));
    rows.add(new Row("Third parties concerned", sentences(evidence.scope().thirdParties())));
    rows.add(new Row("Keep until", evidence.retainUntil().map(words::full).orElse("")));
    return rows;
  }

  /** Role, name and time; empty where it has to be signed by hand. */
  List<List<String>> signOffs() {
    return evidence.signOffs().stream()
        .map(
            it ->
                List.of(
                    it.role(),
                    PaperWords.cut(it.person().orElse("")),
                    it.at().map(words::full).orElse("")))
        .toList();
  }

  private static String sentences(List<String> texts) {
    return PaperWords.cut(String.join("; ", texts));
  }

  List<Row> seal() {
    return List.of(
        new Row("Record", evidence.record().lines().size() + " lines, hash of the last:"),
        new Row("", evidence.record().head().hash()),
        new Row("Signed by", evidence.signer()),
        new Row("Exported", words.full(evidence.exportedAt()) + " by " + evidence.exportedBy()),
        new Row("Next rehearsal due", words.full(evidence.nextTestDue())));
  }

  private String details(Remark remark) {
    return PaperWords.cut(new TimesInWords(words.zone()).in(PaperWords.details(remark.details())));
  }

  private static List<List<String>> cut(List<List<String>> rows) {
    if (rows.size() <= MOST_ROWS) {
      return rows;
    }
    List<List<String>> some = new ArrayList<>(rows.subList(0, MOST_ROWS));
    List<String> last = new ArrayList<>(java.util.Collections.nCopies(rows.get(0).size(), ""));
    last.set(1, "… and " + (rows.size() - MOST_ROWS) + " more, all of them in evidence.json");
    some.add(last);
    return some;
  }
}
