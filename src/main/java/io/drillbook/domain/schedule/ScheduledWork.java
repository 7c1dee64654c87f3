package io.drillbook.domain.schedule;

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
 */
public record ScheduledWork(String system, String schedule, String cron, ZoneId zone) {
  private static final String BACKUP = "backup";
  private static final String CHECK = "check";
  private static final String EXPIRY = "expiry";
  private static final String READINESS = "readiness";
  private static final String DRILL = "drill:";

  /**
   * Every schedule of a plan: the backup's, the check's, the expiry's, that of readiness, the
   * drills'.
   */
  public static List<ScheduledWork> of(ProtectionPlan plan) {
    List<ScheduledWork> all = new ArrayList<>();
    plan.backup()
        .schedule()
        .ifPresent(cron -> all.add(new ScheduledWork(plan.system(), BACKUP, cron, plan.zone())));
    plan.readBack()
        .schedule()
        .ifPresent(cron -> all.add(new ScheduledWork(plan.system(), CHECK, cron, plan.zone())));
    plan.retention()
        .schedule()
        .ifPresent(cron -> all.add(new ScheduledWork(plan.system(), EXPIRY, cron, plan.zone())));
    plan.readiness()
        .schedule()
        .ifPresent(cron -> all.add(new ScheduledWork(plan.system(), READINESS, cron, plan.zone())));
    plan.drills()
        .values()
        .forEach(
            drill ->
                all.add(
                    new ScheduledWork(
                        plan.system(), DRILL + drill.name(), drill.schedule(), plan.zone())));
    return List.copyOf(all);
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
