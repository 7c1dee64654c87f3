package io.drillbook.domain.schedule;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.RunKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One schedule of one plan: what comes due, and when.
 *
 * @param schedule {@code backup}, {@code check}, {@code expiry}, {@code readiness} or {@code
 *     drill:<name>}
 * @param cron five fields, already checked with the plan
 * @param zone the plan's zone
 * @param catchUp what is made good of due times that were missed
 */
public record ScheduledWork(
    String system, String schedule, String cron, ZoneId zone, CatchUp catchUp) {
  private static final String BACKUP = "backup";
  private static final String CHECK = "check";
  private static final String EXPIRY = "expiry";
  private static final String READINESS = "readiness";
  private static final String DRILL = "drill:";

  /** A schedule of which one run makes good what was missed. */
  public ScheduledWork(String system, String schedule, String cron, ZoneId zone) {
    this(system, schedule, cron, zone, CatchUp.ONE);
  }

  /**
   * Every schedule of a plan: the backup's, the check's, the expiry's, that of readiness, the
   * drills'.
   */
  public static List<ScheduledWork> of(ProtectionPlan plan) {
    List<ScheduledWork> all = new ArrayList<>();
    plan.backup()
        .schedule()
        .ifPresent(cron -> all.add(work(plan, BACKUP, cron, plan.backup().catchUp())));
    plan.readBack()
        .schedule()
        .ifPresent(cron -> all.add(work(plan, CHECK, cron, plan.readBack().catchUp())));
    plan.retention().schedule().ifPresent(cron -> all.add(work(plan, EXPIRY, cron, CatchUp.ONE)));
    plan.readiness()
        .schedule()
        .ifPresent(cron -> all.add(work(plan, READINESS, cron, CatchUp.ONE)));
    plan.drills()
        .values()
        .forEach(
            drill -> all.add(work(plan, DRILL + drill.name(), drill.schedule(), drill.catchUp())));
    return List.copyOf(all);
  }

  private static ScheduledWork work(
      ProtectionPlan plan, String schedule, String cron, CatchUp catchUp) {
    return new ScheduledWork(plan.system(), schedule, cron, plan.zone(), catchUp);
  }

  /** What a due time starts. */
  public RunKind kind() {
    return switch (schedule) {
      case BACKUP -> RunKind.BACKUP;
      case CHECK -> RunKind.CHECK;
      case EXPIRY -> RunKind.EXPIRY;
      case READINESS -> RunKind.READINESS;
      default -> RunKind.DRILL;
    };
  }

  /** The drill's name in the plan; empty for anything else. */
  public Optional<String> drill() {
    return schedule.startsWith(DRILL)
        ? Optional.of(schedule.substring(DRILL.length()))
        : Optional.empty();
  }
}
