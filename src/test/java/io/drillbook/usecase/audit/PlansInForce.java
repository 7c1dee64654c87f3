package io.drillbook.usecase.audit;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Plans that a test puts in force. */
final class PlansInForce implements Plans {
  final Map<ProtectionPlan, String> plans = new HashMap<>();

  @Override
  public ProtectionPlan plan(String system) {
    return all().stream().filter(it -> it.system().equals(system)).findFirst().orElseThrow();
  }

  @Override
  public List<ProtectionPlan> all() {
    return List.copyOf(plans.keySet());
  }

  @Override
  public Optional<String> text(ProtectionPlan plan) {
    return Optional.ofNullable(plans.get(plan));
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
