package io.drillbook.domain.evidence;

import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.RecordEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an auditor asks of one run that has ended; written as {@code evidence.json}. All
 * but the record follows from the record, the plan and what is stored; a part that the product
 * knows nothing about is there and empty, so that nobody has to guess whether it was forgotten.
 *
 * @param format name and version of this layout
 * @param signer fingerprint of the key that signs the pack
 * @param testPlan what was agreed before a rehearsal
 * @param steps what took time, failed attempts included
 * @param checks what was found out about the data that came back
 * @param decisions of people, beside votes
 * @param deviations whatever did not go as the runbook has it
 * @param nextTestDue when the next rehearsal of the system is due
 * @param files what else is in the pack
 */
public record Evidence(
    String format,
    Instant exportedAt,
    String exportedBy,
    String signer,
    RunFacts run,
    Basis basis,
    Scope scope,
    TestPlan testPlan,
    Targets objectives,
    Results results,
    List<Step> steps,
    List<PointFacts> recoveryPoints,
    List<Remark> checks,
    List<ApprovalFacts> approvals,
    List<Remark> decisions,
    List<Remark> notifications,
    List<Deviation> deviations,
    List<FindingFacts> findings,
    List<Participant> participants,
    Optional<String> absentKeyPerson,
    Optional<Remark> cleanUp,
    List<SignOff> signOffs,
    Optional<Instant> retainUntil,
    Optional<Instant> nextTestDue,
    RecordPart record,
    List<FileFacts> files) {
  /** The layout that this program writes. */
  public static final String FORMAT = "drillbook-evidence-1";

  /** The same, with the list of what else is in the pack. */
  public Evidence with(List<FileFacts> others) {
    return new Evidence(
        format,
        exportedAt,
        exportedBy,
        signer,
        run,
        basis,
        scope,
        testPlan,
        objectives,
        results,
        steps,
        recoveryPoints,
        checks,
        approvals,
        decisions,
        notifications,
        deviations,
        findings,
        participants,
        absentKeyPerson,
        cleanUp,
        signOffs,
        retainUntil,
        nextTestDue,
        record,
        others);
  }

  /**
   * What the run was.
   *
   * @param kind of the run, as in its id
   * @param evidenceKind in the words of auditors: {@code real}, {@code drill}, {@code restore-test}
   *     or {@code operation}
   * @param announced whether a rehearsal was announced, where the plan said so
   * @param riskReference the entry of a business impact analysis, where the plan named it
   * @param declaredAt when somebody started it
   * @param restoredAt when the last restore took effect
   * @param confirmedAt when the service was confirmed and stayed so
   * @param asserted whether the run happened on paper and was entered later: nothing was observed
   */
  public record RunFacts(
      String id,
      String kind,
      String evidenceKind,
      Optional<Boolean> announced,
      String system,
      Optional<String> scenario,
      Optional<String> riskReference,
      Optional<String> customer,
      String zone,
      String startedBy,
      Instant detectedAt,
      Instant declaredAt,
      Optional<Instant> restoredAt,
      Optional<Instant> confirmedAt,
      Optional<Instant> endedAt,
      String verdict,
      boolean asserted) {}

  /**
   * By what it ran.
   *
   * @param planDigest SHA-256 of the plan's file when the run began
   * @param planToday the plan's digest when the pack was made; empty where the plan is gone
   * @param fingerprint what was in force, as the record tells it
   */
  public record Basis(
      String program,
      String planDigest,
      Optional<String> planToday,
      List<Model> models,
      Map<String, String> fingerprint) {}

  /**
   * A deployed model that the run went by.
   *
   * @param file its name in the pack
   */
  public record Model(String id, int version, String file, String sha256) {}

  /** What was concerned. Customers and third parties are those that the plan and run name. */
  public record Scope(
      List<String> services,
      Map<String, String> sources,
      List<String> customers,
      List<String> thirdParties,
      List<String> vaults) {}

  /** What was agreed before a rehearsal, as far as the plan said so when it began. */
  public record TestPlan(
      Optional<String> approvedBy,
      Optional<Instant> approvedAt,
      List<String> assumptions,
      List<String> successCriteria) {}

  /**
   * What was promised.
   *
   * @param rto zero where none applies
   * @param rtoSource where the RTO comes from
   * @param rpo by source; empty where none applies
   */
  public record Targets(Duration rto, String rtoSource, Map<String, Duration> rpo) {}

  /**
   * What came of it.
   *
   * @param total detection to confirmation, or to the end
   * @param assisted whether the target of a drill was there before it
   */
  public record Results(
      Duration total,
      Duration machine,
      Duration people,
      Duration idle,
      boolean confirmed,
      boolean rtoMet,
      boolean rpoMet,
      boolean assisted,
      List<SourceResult> sources) {}

  /** What one source lost. */
  public record SourceResult(
      String source,
      String point,
      Instant dataTime,
      Duration achievedRpo,
      Optional<Duration> rpo,
      boolean met) {}

  /**
   * One step, attempt or task.
   *
   * @param outputDigest not known to the product
   * @param asserted whether people entered it later and nothing observed it
   */
  public record Step(
      String id,
      String name,
      String subject,
      String kind,
      String actor,
      Instant began,
      Optional<Instant> ended,
      long machineMillis,
      long peopleMillis,
      int attempt,
      String result,
      Optional<String> outputDigest,
      String reason,
      boolean asserted) {}

  /**
   * A recovery point that the run used or made.
   *
   * @param signer fingerprint of the key that signed its manifest
   * @param manifestSha256 checksum of the signed manifest
   * @param trouble why no more is known of it, such as a vault that does not answer
   */
  public record PointFacts(
      String point,
      String use,
      Optional<Instant> sealedAt,
      Optional<String> state,
      List<String> vaults,
      Optional<String> signer,
      Optional<String> manifestSha256,
      List<StoredFile> members,
      Map<String, Map<String, Long>> contents,
      Optional<String> trouble) {}

  /** A stored member of a recovery point. */
  public record StoredFile(
      String source, String file, long storedBytes, String storedSha256, String contentSha256) {}

  /** A line of the record that is shown by itself. */
  public record Remark(
      long number,
      Instant at,
      String kind,
      String step,
      String name,
      String actor,
      String outcome,
      Map<String, String> details) {}

  /** An approval that people were asked for. */
  public record ApprovalFacts(
      String subject,
      String target,
      Optional<String> point,
      int required,
      String from,
      List<String> called,
      Instant askedAt,
      Instant expiresAt,
      String result,
      List<VoteFacts> votes) {}

  /**
   * One vote.
   *
   * @param latency from the asking to the vote
   */
  public record VoteFacts(
      String person, String decision, String comment, Instant at, Duration latency) {}

  /** Something that did not go as the runbook has it. */
  public record Deviation(
      String kind, Instant at, String name, int attempt, String actor, String what) {}

  /** Something that a drill found wrong. */
  public record FindingFacts(
      String id,
      String severity,
      String step,
      String what,
      String owner,
      Instant openedAt,
      Instant dueAt,
      Optional<Instant> closedAt,
      Optional<String> closedBy,
      Optional<String> closedBecause) {}

  /** Somebody who took part; roles are what they did. */
  public record Participant(String person, List<String> roles) {}

  /** A place for a signature under the report; kept on paper until the product collects it. */
  public record SignOff(String role, Optional<String> person, Optional<Instant> at) {}

  /** The record itself, and where its chain ends. */
  public record RecordPart(ChainHead head, List<RecordEntry> lines) {}

  /** A file of the pack. */
  public record FileFacts(String name, long bytes, String sha256) {}
}
