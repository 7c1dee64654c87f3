package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.ReadRotation;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.step.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads back the copies whose turn it is. A vault that does not answer holds nobody up: its copies
 * are tried once more at the end. Safe to run again after a crash: what was read stays read.
 */
public final class ReadDueCopies {
  /** Where a plan has no schedule, somebody is expected to check about once a day. */
  private static final Duration WITHOUT_SCHEDULE = Duration.ofDays(1);

  private final ListCopies list;
  private final CheckCopy checkCopy;
  private final CronTimes times;

  /** Takes what it works with. */
  public ReadDueCopies(ListCopies list, CheckCopy checkCopy, CronTimes times) {
    this.list = list;
    this.checkCopy = checkCopy;
    this.times = times;
  }

  /**
   * Reads them.
   *
   * @param all whether every copy is read, due or not
   * @param since when this run began
   * @return how many copies could not be read
   * @throws Fault KEY_MISSING, CANCELLED; a damaged copy or a dead vault is no fault
   */
  public int read(
      ProtectionPlan plan, boolean all, Instant since, CheckLog log, StepContext context) {
    List<PointCopy> copies = list.of(plan);
    List<PointCopy> due =
        all ? ReadRotation.all(copies, since) : rotation(plan, since).due(copies, since);
    Silence silence = new Silence();
    List<PointCopy> again = new ArrayList<>();
    for (PointCopy copy : due) {
      if (silence.isDead(copy.vault()) || attempt(plan, copy, silence, log, context) != null) {
        again.add(copy);
      }
      context.progress("copies", due.indexOf(copy) + 1L, due.size());
    }
    int unread = 0;
    Silence last = new Silence();
    for (PointCopy copy : again) {
      Fault fault =
          last.isDead(copy.vault())
              ? last.why(copy.vault())
              : attempt(plan, copy, last, log, context);
      if (fault != null) {
        log.unread(copy, fault);
        unread++;
      }
    }
    return unread;
  }

  private ReadRotation rotation(ProtectionPlan plan, Instant since) {
    Duration interval =
        plan.readBack()
            .schedule()
            .flatMap(cron -> times.next(cron, plan.zone(), since))
            .map(next -> Duration.between(since, next))
            .orElse(WITHOUT_SCHEDULE);
    return new ReadRotation(plan.readBack().within(), interval);
  }

  private Fault attempt(
      ProtectionPlan plan, PointCopy copy, Silence silence, CheckLog log, StepContext context) {
    context.cancellation().check();
    try {
      log.read(checkCopy.check(plan, copy, context));
      return null;
    } catch (Fault e) {
      if (e.code() == FaultCode.POINT_UNKNOWN) {
        // Retention removed the point meanwhile: there is nothing to read any more.
        return null;
      }
      silence.note(copy.vault(), e);
      return e;
    }
  }
}
