package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is promised for one protected system and how the promise is kept; read from {@code
 * plans/<system>.yaml}. Maps keep the order of the file. A plan that exists as an object has passed
 * every check.
 *
 * @param digest SHA-256 of the file, hexadecimal: names this version of the plan
 */
public record ProtectionPlan(
    String system,
    String owner,
    ZoneId zone,
    Objectives objectives,
    Map<String, SourcePlan> sources,
    BackupPolicy backup,
    Retention retention,
    ReadBack readBack,
    Map<String, TargetPlan> targets,
    List<CheckPlan> verify,
    RecoveryPlan recovery,
    Map<String, ApprovalRule> approvals,
    Map<String, DrillPlan> drills,
    NotifyPlan audience,
    String digest,
    ReadinessPolicy readiness,
    EvidencePlan evidence) {

  public ProtectionPlan {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    approvals = Collections.unmodifiableMap(new LinkedHashMap<>(approvals));
    drills = Collections.unmodifiableMap(new LinkedHashMap<>(drills));
    verify = List.copyOf(verify);
  }

  /**
   * One data set inside the system.
   *
   * @param rpo its own RPO, where it has one
   * @param after sources that are restored before this one
   * @param holds what it holds, for paths that restore only a part
   * @param capture how its capture stands among the others
   */
  public record SourcePlan(
      String name,
      String kind,
      Settings settings,
      Optional<Duration> rpo,
      Set<String> after,
      Holds holds,
      CaptureRule capture) {
    /** A source without which there is no recovery point. */
    public SourcePlan(
        String name,
        String kind,
        Settings settings,
        Optional<Duration> rpo,
        Set<String> after,
        Holds holds) {
      this(name, kind, settings, rpo, after, holds, CaptureRule.USUAL);
    }

    /** A source that holds what sources of its kind usually hold. */
    public SourcePlan(
        String name, String kind, Settings settings, Optional<Duration> rpo, Set<String> after) {
      this(name, kind, settings, rpo, after, Holds.usually(kind));
    }
  }

  /** Names of keys that members are sealed for, each once; whatever source it is that says so. */
  public List<String> sealingKeys() {
    return sources.values().stream()
        .flatMap(source -> source.settings().list(Setting.VALUES_TO).stream())
        .distinct()
        .toList();
  }

  /**
   * How backups are taken.
   *
   * @param schedule five cron fields in the plan's zone; empty where backups are started by hand
   *     only
   * @param vaults where recovery points go
   * @param required the vaults without which a point is not sealed
   * @param encryptTo names of keys; two or more
   * @param signWith name of the signing key
   * @param cold vaults that get copies of the first sealed point of each month, later
   * @param expectedSize how far a point's size may be from that of its predecessors
   * @param signedBefore names of keys that signed earlier points and are still believed
   * @param capture how the sources are captured
   */
  public record BackupPolicy(
      Optional<String> schedule,
      List<String> vaults,
      List<String> required,
      List<String> encryptTo,
      String signWith,
      List<String> cold,
      ExpectedSize expectedSize,
      List<String> signedBefore,
      CatchUp catchUp,
      CapturePlan capture) {
    /** A policy without cold copies, with the usual alarm and a signer that never changed. */
    public BackupPolicy(
        Optional<String> schedule,
        List<String> vaults,
        List<String> required,
        List<String> encryptTo,
        String signWith) {
      this(
          schedule,
          vaults,
          required,
          encryptTo,
          signWith,
          List.of(),
          ExpectedSize.USUAL,
          List.of(),
          CatchUp.ONE,
          CapturePlan.USUAL);
    }

    /** The keys that a recovery point may be signed by: today's first, then those before it. */
    public List<String> trustedSigners() {
      return Stream.concat(Stream.of(signWith), signedBefore.stream()).toList();
    }
  }

  /**
   * How many recovery points are kept of each age class, and the least that always stays.
   *
   * @param keepAtLeast verified or proven points of each source that stay whatever their age
   * @param approveAbove percent of a system's points that may expire in one go without an approval
   * @param schedule when expiry runs, five cron fields in the plan's zone; empty for never by
   *     itself
   */
  public record Retention(
      int daily,
      int weekly,
      int monthly,
      int keepAtLeast,
      int approveAbove,
      Optional<String> schedule) {
    /** The percentage where a plan names none. */
    public static final int APPROVE_ABOVE = 20;

    /** A retention that is applied by hand only. */
    public Retention(int daily, int weekly, int monthly, int keepAtLeast) {
      this(daily, weekly, monthly, keepAtLeast, APPROVE_ABOVE, Optional.empty());
    }
  }

  /**
   * How stored recovery points are read back.
   *
   * @param within all bytes of all copies are read once in this time
   * @param schedule when a part of them is read, five cron fields in the plan's zone; empty for
   *     never by itself
   */
  public record ReadBack(Duration within, Optional<String> schedule, CatchUp catchUp) {
    /** Thirty days, by hand only. */
    public static final ReadBack USUAL =
        new ReadBack(Duration.ofDays(30), Optional.empty(), CatchUp.ONE);
  }

  /**
   * Where a restore may go.
   *
   * @param production guarded: never without an approval by somebody else
   * @param disposable may be dropped after a drill
   * @param sources per source the driver's settings at this target
   */
  public record TargetPlan(
      String name, boolean production, boolean disposable, Map<String, Settings> sources) {}

  /**
   * A check, a provisioning step or a cutover step: a kind and its settings.
   *
   * @param kind the driver's kind, such as {@code sql} or {@code haproxy}
   */
  public record CheckPlan(String kind, Settings settings) {}

  /**
   * Who decides, who stands in and when, and after how long silence counts as no.
   *
   * @param required how many different people must say yes
   * @param next the group that may decide too where the deputies are silent as well
   * @param nextAfter when it is asked, counted from the beginning
   */
  public record ApprovalRule(
      String from,
      int required,
      Optional<String> deputies,
      Optional<Duration> deputiesAfter,
      Optional<String> next,
      Optional<Duration> nextAfter,
      Duration expiresAfter) {
    /** Where a plan has none: as in the contract's example. */
    public static final ApprovalRule STANDARD =
        new ApprovalRule(
            "approvers",
            1,
            Optional.of("managers"),
            Optional.of(Duration.ofMinutes(10)),
            Duration.ofHours(1));

    /** A rule without a next level. */
    public ApprovalRule(
        String from,
        int required,
        Optional<String> deputies,
        Optional<Duration> deputiesAfter,
        Duration expiresAfter) {
      this(
          from,
          required,
          deputies,
          deputiesAfter,
          Optional.empty(),
          Optional.empty(),
          expiresAfter);
    }
  }

  /**
   * A rehearsal by timer, and what is made good of due times that were missed.
   *
   * @param until how far logs of changes are replayed; empty where only the point is restored
   * @param review who says what before it is closed; empty where it ends by itself
   */
  public record DrillPlan(
      String name,
      String schedule,
      String target,
      Scenario scenario,
      CatchUp catchUp,
      Optional<String> until,
      Optional<ReviewRule> review) {
    /** A rehearsal of a recovery point as it is, which nobody has to review. */
    public DrillPlan(
        String name, String schedule, String target, Scenario scenario, CatchUp catchUp) {
      this(name, schedule, target, scenario, catchUp, Optional.empty(), Optional.empty());
    }
  }

  /** Mail addresses and {@code channel:<name>} by audience, and whom to tell if not reached. */
  public record NotifyPlan(List<String> oncall, List<String> managers, SecondChannel second) {
    /** An audience without a second channel. */
    public NotifyPlan(List<String> oncall, List<String> managers) {
      this(oncall, managers, SecondChannel.NONE);
    }
  }

  /** The accepted data loss of one source, whoever the customer is. */
  public Duration rpoOf(String source) {
    return source(source).rpo().orElseGet(() -> objectives.rpoFor(Optional.empty()));
  }

  /** The source of that name. */
  public SourcePlan source(String name) {
    return named("source", sources, name);
  }

  /** The target of that name. */
  public TargetPlan target(String name) {
    return named("target", targets, name);
  }

  /**
   * The order of a restore: sources of one wave may be restored side by side, and every wave waits
   * for the one before.
   */
  public List<List<String>> restoreWaves() {
    return SourceOrder.waves(this, "after", SourcePlan::after);
  }

  private <T> T named(String what, Map<String, T> all, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the " + what + " of '" + system + "': '" + name + "'",
          "The plan knows " + all.keySet() + ".");
    }
    return found;
  }
}
