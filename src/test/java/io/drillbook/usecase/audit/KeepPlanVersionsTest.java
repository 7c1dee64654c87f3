package io.drillbook.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.Stores;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeepPlanVersionsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Stores stores = new Stores();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void everyVersionOfAPlanIsKeptOnceAlsoWhereItIsTakenBackOrTakenAway() {
    PlansInForce plans = new PlansInForce();
    KeepPlanVersions keep = keep(plans);
    ProtectionPlan first = PlanFixture.shop();
    ProtectionPlan second = PlanFixture.with("shop-team@example.com", "new@example.com");

    for (ProtectionPlan plan : List.of(first, second, first)) {
      plans.plans.clear();
      plans.plans.put(plan, "owner: " + plan.owner() + "\n");
      keep.keep();
      keep.keep();
    }
    plans.plans.clear();
    keep.keep();
    keep.keep();

    assertThat(stores.planVersions.of("shop"))
        .extracting(PlanVersion::number, PlanVersion::digest, PlanVersion::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(4, "", ""),
            org.assertj.core.groups.Tuple.tuple(
                3, first.digest(), "owner: shop-team@example.com\n"),
            org.assertj.core.groups.Tuple.tuple(2, second.digest(), "owner: new@example.com\n"),
            org.assertj.core.groups.Tuple.tuple(
                1, first.digest(), "owner: shop-team@example.com\n"));
    assertThat(outcomes(ServerRecord.ID))
        .containsExactly("plan changed", "plan changed", "plan changed", "plan gone");
  }

  @Test
  void twoServersWithDifferentPlansNoteOnceThatTheyDifferAndThenOnlyTheirOwnChanges() {
    PlansInForce here = new PlansInForce();
    PlansInForce there = new PlansInForce();
    KeepPlanVersions one = keep(here);
    KeepPlanVersions other = keep(there);
    here.plans.put(PlanFixture.shop(), "1\n");
    there.plans.put(PlanFixture.with("shop-team@example.com", "new@example.com"), "2\n");
    for (int minute = 0; minute < 3; minute++) {
      one.keep();
      other.keep();
    }
    assertThat(texts()).as("as they started").containsExactly("2\n", "1\n");

    here.plans.put(PlanFixture.of("wiki"), "w\n");
    for (int minute = 0; minute < 3; minute++) {
      one.keep();
      other.keep();
    }
    assertThat(stores.planVersions.of("wiki")).as("the other never had it").hasSize(1);

    there.plans.clear();
    there.plans.put(PlanFixture.with("shop-team@example.com", "third@example.com"), "3\n");
    for (int minute = 0; minute < 3; minute++) {
      one.keep();
      other.keep();
    }
    here.plans.clear();
    one.keep();
    other.keep();
    assertThat(texts()).containsExactly("", "3\n", "2\n", "1\n");
  }

  @Test
  void noLiteralSecretIsKeptForEver() {
    PlansInForce plans = new PlansInForce();
    plans.plans.put(PlanFixture.shop(), "capture: [dump, --password=hunter2]\n");
    keep(plans).keep();
    assertThat(stores.planVersions.of("shop"))
        .extracting(PlanVersion::digest, PlanVersion::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                PlanFixture.shop().digest(), "capture: [dump, --password=******]\n"));
  }

  private KeepPlanVersions keep(Plans plans) {
    return new KeepPlanVersions(plans, stores.planVersions, stores.record, stores.atOnce, clock);
  }

  private List<String> texts() {
    return stores.planVersions.of("shop").stream().map(PlanVersion::text).toList();
  }

  private List<String> outcomes(String run) {
    return stores.record.entries(run).stream().map(line -> line.entry().outcome()).toList();
  }
}
