package io.drillbook.delegates.backup;

import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.retention.ExpireRecoveryPoints;
import io.drillbook.usecase.retention.ExpireRecoveryPoints.Order;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Works out again what may go, and removes what was shown before: the signature first. */
@Component
public final class ExpireRecoveryPointsWorker implements StepWorker {
  private final Plans plans;
  private final ExpireRecoveryPoints expireRecoveryPoints;
  private final RecordStore record;
  private final StepFacts facts;

  ExpireRecoveryPointsWorker(
      Plans plans, ExpireRecoveryPoints expireRecoveryPoints, RecordStore record, StepFacts facts) {
    this.plans = plans;
    this.expireRecoveryPoints = expireRecoveryPoints;
    this.record = record;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "expire-recovery-points";
  }

  /** The record says what was shown and who said yes; variables could have been changed since. */
  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    List<EntryDraft> lines =
        record.entries(order.runId()).stream().map(RecordEntry::entry).toList();
    boolean approved =
        lines.stream()
            .anyMatch(
                it -> it.kind() == EntryKind.DECISION && it.outcome().equals(Choice.APPROVE.id()));
    Order removal =
        new Order(
            lines.stream()
                .filter(it -> it.kind() == EntryKind.FACT && it.outcome().equals("would expire"))
                .map(it -> it.detail(Entries.POINT))
                .collect(Collectors.toSet()),
            approved);
    Account account = new Account(order);
    expireRecoveryPoints.expire(plans.plan(order.text("system")), removal, context, account);
    facts.found(order, Entries.EXPIRED, Map.of("removed", String.valueOf(account.removed)));
    return Map.of();
  }

  /** Each point on the record at once: a crash behind it must not hide it. */
  private final class Account implements ExpireRecoveryPoints.Account {
    private final StepOrder order;
    private int removed;

    Account(StepOrder order) {
      this.order = order;
    }

    @Override
    public void removed(String point, String why, List<String> vaults) {
      removed++;
      facts.found(
          order,
          "removed",
          Map.of("point", point, "why", why, "vaults", String.join(", ", vaults)));
    }

    @Override
    public void stays(String point, String vault, String why) {
      facts.found(order, "not removed", Map.of("point", point, "vault", vault, "why", why));
    }
  }
}
