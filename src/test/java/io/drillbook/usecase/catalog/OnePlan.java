package io.drillbook.usecase.catalog;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import java.util.List;
import java.util.function.Consumer;

/** One plan in force. */
record OnePlan(ProtectionPlan only) implements Plans {
  @Override
  public ProtectionPlan plan(String system) {
    return only;
  }

  @Override
  public List<ProtectionPlan> all() {
    return List.of(only);
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void onChange(Consumer<ProtectionPlan> listener) {
    throw new UnsupportedOperationException();
  }
}
