package io.drillbook.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.config.SeenPlansFile;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.plan.SeenPlans;
import io.drillbook.usecase.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepPlanVersionsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Stores stores = new Stores();
  @TempDir Path temp;
  private int servers;
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

  @Test
  void aServerThatLacksAPlanSaysSoOnceHoweverOftenItStarts() {
    PlansInForce here = new PlansInForce();
    PlansInForce there = new PlansInForce();
    here.plans.put(PlanFixture.shop(), "1\n");
    KeepPlanVersions one = keep(here);
    one.keep();
    for (int starts = 0; starts < 4; starts++) {
      keep(there, "there").keep();
      one.keep();
    }
    assertThat(texts()).as("nobody can tell whether its file was taken away").hasSize(2);
    for (int starts = 0; starts < 4; starts++) {
      keep(here, "here").keep();
      keep(there, "there").keep();
    }
    assertThat(texts()).as("it is still in force here").containsExactly("1\n", "", "1\n");

    here.plans.put(PlanFixture.of("wiki"), "w\n");
    keep(here, "here").keep();
    keep(there, "there").keep();
    assertThat(stores.planVersions.of("wiki")).as("never was there").hasSize(1);
  }

  @Test
  void serversWithDifferentPlansDoNotNoteItAtEachStart() {
    PlansInForce here = new PlansInForce();
    PlansInForce there = new PlansInForce();
    here.plans.put(PlanFixture.shop(), "1\n");
    there.plans.put(PlanFixture.with("shop-team@example.com", "new@example.com"), "2\n");
    for (int starts = 0; starts < 4; starts++) {
      keep(here, "here").keep();
      keep(there, "there").keep();
    }
    assertThat(texts()).containsExactly("2\n", "1\n");
  }

  @Test
  void whatChangedWhileTheServerStoodIsNotedAtItsNextStart() {
    PlansInForce plans = new PlansInForce();
    plans.plans.put(PlanFixture.shop(), "1\n");
    keep(plans, "here").keep();
    plans.plans.clear();
    keep(plans, "here").keep();
    keep(plans, "here").keep();
    plans.plans.put(PlanFixture.shop(), "1\n");
    keep(plans, "here").keep();
    keep(plans, "here").keep();
    plans.plans.clear();
    keep(plans, "here").keep();
    assertThat(texts()).containsExactly("", "1\n", "", "1\n");
  }

  @Test
  void aDatabaseThatWasTakenBackHearsAgainOfWhatItLost() {
    PlansInForce plans = new PlansInForce();
    plans.plans.put(PlanFixture.shop(), "1\n");
    keep(plans, "here").keep();
    try (Stores older = new Stores()) {
      SeenPlans memory = memory("here");
      KeepPlanVersions keep =
          new KeepPlanVersions(
              plans, memory, older.planVersions, older.record, older.atOnce, clock);
      keep.keep();
      assertThat(older.planVersions.of("shop")).hasSize(1);
    }
  }

  /** As a server's first start, or that of one whose state was lost. */
  private KeepPlanVersions keep(Plans plans) {
    return keep(plans, "server" + servers++);
  }

  private KeepPlanVersions keep(Plans plans, String server) {
    return new KeepPlanVersions(
        plans, memory(server), stores.planVersions, stores.record, stores.atOnce, clock);
  }

  private SeenPlans memory(String server) {
    return new SeenPlansFile(temp.resolve(server).resolve("plans-in-force"));
  }

  private List<String> texts() {
    return stores.planVersions.of("shop").stream().map(PlanVersion::text).toList();
  }

  private List<String> outcomes(String run) {
    return stores.record.entries(run).stream().map(line -> line.entry().outcome()).toList();
  }
}
