package io.drillbook.web;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Vote;
import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.audit.ComparePlans;
import io.drillbook.usecase.audit.DrawSample;
import io.drillbook.usecase.audit.ListApprovals;
import io.drillbook.usecase.audit.MeasureDrills;
import io.drillbook.usecase.audit.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the auditor's desk answers by the API. */
final class AuditViews {
  private AuditViews() {}

  /** Lines, newest first; {@code older} and {@code newer} go into {@code before}, {@code after}. */
  record Lines(List<Line> lines, OptionalLong older, OptionalLong newer) {
    static Lines of(Page<AuditLine> page) {
      return new Lines(page.items().stream().map(Line::of).toList(), page.older(), page.newer());
    }
  }

  /** A line of a record. */
  record Line(
      long number,
      String run,
      Optional<String> runKind,
      Optional<String> system,
      Optional<String> verdict,
      long line,
      Instant at,
      String kind,
      String step,
      String name,
      String actor,
      int attempt,
      String outcome,
      Map<String, String> details,
      String hash) {
    static Line of(AuditLine found) {
      EntryDraft entry = found.line().entry();
      return new Line(
          found.number(),
          found.line().runId(),
          found.run().map(run -> run.kind().id()),
          found
              .run()
              .map(Run::system)
              .or(() -> Optional.of(entry.detail("system")).filter(it -> !it.isEmpty())),
          found.run().flatMap(Run::verdict).map(Verdict::id),
          found.line().number(),
          entry.at(),
          AuditAsk.word(entry.kind()),
          entry.step(),
          entry.name(),
          entry.actor(),
          entry.attempt(),
          entry.outcome(),
          entry.details(),
          found.line().hash());
    }
  }

  /** Approvals, newest first. */
  record Approvals(List<Asked> approvals, OptionalLong older, OptionalLong newer) {
    static Approvals of(Page<ListApprovals.Asked> page) {
      return new Approvals(
          page.items().stream().map(Asked::of).toList(), page.older(), page.newer());
    }
  }

  /**
   * Who could have approved, and who did.
   *
   * @param membersKnown whether the record says who was in the groups
   */
  record Asked(
      long number,
      RunView run,
      String id,
      String subject,
      String target,
      ApprovalRule rule,
      List<String> called,
      Instant asked,
      Instant expires,
      String result,
      boolean membersKnown,
      Map<String, List<String>> members,
      List<String> able,
      Map<String, String> excluded,
      List<Voted> votes,
      Map<String, String> ended) {
    static Asked of(ListApprovals.Asked it) {
      Approval approval = it.approval();
      return new Asked(
          it.number(),
          RunView.of(it.run()),
          approval.id(),
          approval.subject(),
          approval.target(),
          approval.rule(),
          approval.called(),
          approval.askedAt(),
          approval.expiresAt(),
          approval.ended().map(ApprovalState::id).orElse("open"),
          it.isKnown(),
          it.members(),
          it.able(),
          it.excluded(),
          approval.votes().stream().map(Voted::of).toList(),
          it.ended());
    }
  }

  /** What somebody voted; in which round of asking, 0 where that was not kept. */
  record Voted(String person, String choice, Instant at, String reason, int round) {
    static Voted of(Vote vote) {
      return new Voted(vote.person(), vote.choice().id(), vote.at(), vote.reason(), vote.round());
    }
  }

  /** Versions of plans, newest first, without their texts. */
  record Versions(List<Version> versions) {
    static Versions of(List<PlanVersion> versions) {
      return new Versions(versions.stream().map(Version::of).toList());
    }
  }

  /** A version of a plan; one that is gone has no digest. */
  record Version(
      String system, int version, Optional<String> digest, boolean gone, Instant firstSeen) {
    static Version of(PlanVersion it) {
      return new Version(
          it.system(),
          it.number(),
          Optional.of(it.digest()).filter(digest -> !digest.isEmpty()),
          it.isGone(),
          it.firstSeen());
    }
  }

  /** A version with its text. */
  record Text(Version version, String text) {
    static Text of(PlanVersion it) {
      return new Text(Version.of(it), it.text());
    }
  }

  /** What changed. */
  record Difference(Version from, Version to, boolean equal, List<ComparePlans.Line> lines) {
    static Difference of(ComparePlans.Comparison it) {
      return new Difference(
          Version.of(it.before()), Version.of(it.after()), it.isEqual(), it.lines());
    }
  }

  /** Drills of a period, newest first. */
  record Drills(
      Instant from, Instant to, List<Drill> drills, OptionalLong older, OptionalLong newer) {}

  /** A drill against its targets. */
  record Drill(
      long number,
      RunView run,
      Duration rto,
      Duration achievedRto,
      boolean confirmed,
      boolean rtoMet,
      boolean rpoMet,
      boolean targetWasThere,
      List<Score.SourceScore> sources) {
    static Drill of(MeasureDrills.Measured it) {
      Score score = it.score();
      return new Drill(
          it.number(),
          RunView.of(it.run()),
          score.rto(),
          score.achievedRto(),
          score.confirmed(),
          score.rtoMet(),
          score.rpoMet() && !score.sources().isEmpty(),
          score.assisted(),
          score.sources());
    }
  }

  /** A random sample. */
  record Sampled(
      Instant from,
      Instant to,
      String seed,
      int population,
      String populationDigest,
      List<RunView> runs) {
    static Sampled of(DrawSample.Wish wish, DrawSample.Drawn drawn) {
      return new Sampled(
          wish.period().from(),
          wish.period().to(),
          drawn.seed(),
          drawn.population(),
          drawn.digest(),
          drawn.runs().stream().map(RunView::of).toList());
    }
  }
}
