package io.drillbook.usecase.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.RecoveryPlan;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.CheckFinding.Grade;
import io.drillbook.domain.record.RunKind;
import io.drillbook.driver.source.postgresql.PostgresqlSourceDriver;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.usecase.CatalogInMemory;
import io.drillbook.usecase.RunsInMemory;
import io.drillbook.usecase.SourceDrivers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sources and targets as a real PostgreSQL answers. */
class TargetChecksIT {
  private static PostgresCluster server;

  private final RunsInMemory runs = new RunsInMemory();
  private final SourceDrivers drivers =
      new SourceDrivers(
          List.of(new PostgresqlSourceDriver(reference -> Secret.of(reference.name()))));
  private ProtectionPlan crm;

  @BeforeAll
  static void start() {
    server = PostgresCluster.start();
    server.sql(
        "postgres", "create database shop", "create database crm", "create database full_one");
    server.sql("shop", "create table orders (id int)");
    server.sql("crm", "create table people (id int)");
    server.sql("full_one", "create table leftover (id int)");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void an_empty_target_on_another_database_is_good_and_its_disk_is_known() {
    ProtectionPlan plan = plan("shop", at("shop"), at("standby"), "standby");
    assertThat(targets(plan)).extracting(CheckFinding::grade).containsExactly(Grade.GOOD);
    CheckFinding room =
        ask(new RoomChecks(drivers, new NoVaults(), new CatalogInMemory()), withoutVaults(plan))
            .get(0);
    assertThat(room.grade()).as(room.inWords()).isEqualTo(Grade.GOOD);
    assertThat(room.detail()).contains("free");
  }

  @Test
  void production_under_another_name_is_found_by_what_the_server_says_of_itself() {
    Settings otherName = url("postgresql://localhost:" + server.port() + "/shop");
    CheckFinding finding = targets(plan("shop", at("shop"), otherName, "standby")).get(0);
    assertThat(finding.grade()).isEqualTo(Grade.BAD);
    assertThat(finding.detail()).contains("unable to restore into production");
  }

  @Test
  void the_production_of_another_plan_is_found_too() {
    crm = plan("crm", at("crm"), at("nowhere"), "standby");
    CheckFinding finding = targets(plan("shop", at("shop"), at("crm"), "standby")).get(0);
    assertThat(finding.grade()).isEqualTo(Grade.BAD);
    assertThat(finding.detail()).isEqualTo("it is production under another name: 'crm.db'");
  }

  @Test
  void a_target_that_holds_data_is_bad_for_the_recovery_and_a_warning_for_a_sandbox() {
    ProtectionPlan recovery = plan("shop", at("shop"), at("full_one"), "standby");
    assertThat(targets(recovery)).extracting(CheckFinding::grade).containsExactly(Grade.BAD);
    ProtectionPlan drill = plan("shop", at("shop"), at("full_one"), "another");
    assertThat(targets(drill)).extracting(CheckFinding::grade).containsExactly(Grade.WARN);
  }

  @Test
  void while_a_run_works_there_a_target_that_holds_data_is_only_a_warning() {
    runs.start(
        new io.drillbook.domain.record.Run(
            "restore-1",
            RunKind.RESTORE,
            "shop",
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            "olga",
            Duration.ZERO,
            false,
            "d",
            Optional.empty(),
            Optional.empty()));
    assertThat(targets(plan("shop", at("shop"), at("full_one"), "standby")))
        .extracting(CheckFinding::grade)
        .containsExactly(Grade.WARN);
  }

  @Test
  void a_source_that_refuses_the_password_is_bad_and_the_password_is_not_told() {
    assertThat(ask(new SourceChecks(drivers), plan("shop", at("shop"), at("standby"), "standby")))
        .extracting(CheckFinding::grade)
        .containsExactly(Grade.GOOD);
    Settings wrong = settings("postgresql://127.0.0.1:" + server.port() + "/shop", "not-the-one");
    CheckFinding finding =
        ask(new SourceChecks(drivers), plan("shop", wrong, at("standby"), "standby")).get(0);
    assertThat(finding.grade()).isEqualTo(Grade.BAD);
    assertThat(finding.toString()).doesNotContain("not-the-one");
  }

  private List<CheckFinding> targets(ProtectionPlan plan) {
    Plans plans = new OnlyThese(crm == null ? List.of(plan) : List.of(plan, crm));
    return ask(new TargetChecks(drivers, plans, runs), plan);
  }

  private static List<CheckFinding> ask(ReadinessCheck check, ProtectionPlan plan) {
    return new AskAll(List.of(check), Duration.ofSeconds(30)).ask(plan, new Cancellation());
  }

  private static Settings at(String database) {
    return url("postgresql://127.0.0.1:" + server.port() + "/" + database);
  }

  private static Settings url(String url) {
    return settings(url, PostgresCluster.PASSWORD);
  }

  private static Settings settings(String url, String password) {
    return new Settings(
        Map.of(
            "url",
            url,
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", password)));
  }

  private static ProtectionPlan plan(
      String system, Settings source, Settings target, String recovery) {
    ProtectionPlan shop = PlanFixture.shop();
    return copy(
        shop,
        system,
        Map.of("db", new SourcePlan("db", "postgresql", source, Optional.empty(), Set.of())),
        Map.of("standby", new TargetPlan("standby", false, false, Map.of("db", target))),
        recovery);
  }

  private static ProtectionPlan copy(
      ProtectionPlan plan,
      String system,
      Map<String, SourcePlan> sources,
      Map<String, TargetPlan> targets,
      String recovery) {
    return new ProtectionPlan(
        system,
        plan.owner(),
        plan.zone(),
        plan.objectives(),
        sources,
        plan.backup(),
        plan.retention(),
        plan.readBack(),
        targets,
        plan.verify(),
        new RecoveryPlan(
            recovery, Optional.empty(), Optional.empty(), List.of(), Duration.ZERO, false),
        plan.approvals(),
        plan.drills(),
        plan.audience(),
        plan.digest(),
        plan.readiness(),
        EvidencePlan.NONE);
  }

  /** The vaults of the sample plan are not there. */
  private static ProtectionPlan withoutVaults(ProtectionPlan plan) {
    return new ProtectionPlan(
        plan.system(),
        plan.owner(),
        plan.zone(),
        plan.objectives(),
        plan.sources(),
        new ProtectionPlan.BackupPolicy(
            Optional.empty(), List.of(), List.of(), List.of(), "signer"),
        plan.retention(),
        plan.readBack(),
        plan.targets(),
        plan.verify(),
        plan.recovery(),
        plan.approvals(),
        plan.drills(),
        plan.audience(),
        plan.digest(),
        plan.readiness(),
        EvidencePlan.NONE);
  }

  private record OnlyThese(List<ProtectionPlan> all) implements Plans {
    @Override
    public ProtectionPlan plan(String system) {
      return all.stream().filter(plan -> plan.system().equals(system)).findFirst().orElseThrow();
    }

    @Override
    public List<String> problems() {
      return List.of();
    }

    @Override
    public void onChange(Consumer<ProtectionPlan> listener) {
      // they never change
    }
  }

  private static final class NoVaults implements Vaults {
    @Override
    public Vault vault(String name) {
      throw new IllegalArgumentException(name);
    }

    @Override
    public List<String> names() {
      return List.of();
    }
  }
}
