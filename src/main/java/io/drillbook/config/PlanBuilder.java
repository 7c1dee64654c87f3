package io.drillbook.config;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.ExpectedSize;
import io.drillbook.domain.plan.Holds;
import io.drillbook.domain.plan.Objectives;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.RecoveryPlan;
import io.drillbook.domain.plan.ReviewRule;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.Settings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes a plan of a tree in which nothing was found wrong. */
final class PlanBuilder {
  private final Located plan;
  private final Map<String, Map<String, Located>> targetSettings;

  PlanBuilder(Located plan, Map<String, Map<String, Located>> targetSettings) {
    this.plan = plan;
    this.targetSettings = targetSettings;
  }

  ProtectionPlan build(String digest) {
    return new ProtectionPlan(
        text(plan, "system"),
        text(plan, "owner"),
        plan.leaf(ZoneId.class, "zone").orElse(ZoneId.of("UTC")),
        objectives(),
        each("sources", PlanBuilder::source),
        backup(),
        retention(),
        readBack(),
        each("targets", this::target),
        plan.items("verify").stream().map(PlanBuilder::tagged).toList(),
        recovery(),
        approvals(),
        each("drills", PlanBuilder::drill),
        NotifyShape.read(plan, text(plan, "owner")),
        digest,
        ReadinessShape.policy(plan.at("readiness").orElse(Located.nothing())),
        TermsShape.read(plan));
  }

  private Objectives objectives() {
    Map<Scenario, Duration> scenarios = new EnumMap<>(Scenario.class);
    plan.entries("objectives", "scenarios")
        .forEach((id, own) -> scenarios.put(Scenario.of(id).orElseThrow(), duration(own, "rto")));
    Located objectives = plan.at("objectives").orElseThrow();
    Objectives general =
        new Objectives(duration(objectives, "rto"), duration(objectives, "rpo"), scenarios);
    return new Objectives(
        general.rto(), general.rpo(), scenarios, CustomerShape.read(plan, general));
  }

  private static SourcePlan source(String name, Located source) {
    return new SourcePlan(
        name,
        text(source, "kind"),
        DriverShapes.settings(source, PlanShape.SOURCE_KEYS),
        source.leaf(Duration.class, "rpo"),
        Set.copyOf(source.texts("after")),
        source.leaf(Holds.class, "holds").orElseGet(() -> Holds.usually(text(source, "kind"))),
        CaptureShape.rule(source));
  }

  private BackupPolicy backup() {
    Located backup = plan.at("backup").orElseThrow();
    List<String> vaults = backup.texts("vaults");
    return new BackupPolicy(
        backup.leaf(String.class, "schedule"),
        vaults,
        backup.at("required").isPresent() ? backup.texts("required") : vaults,
        backup.texts("encrypt-to"),
        text(backup, "sign-with"),
        backup.texts("cold"),
        expectedSize(backup),
        backup.texts("signed-before"),
        catchUp(backup),
        CaptureShape.read(backup));
  }

  private static ExpectedSize expectedSize(Located backup) {
    return backup
        .at("expected-size")
        .map(
            it ->
                new ExpectedSize(
                    number(it, "at-least", ExpectedSize.USUAL.atLeast()),
                    number(it, "at-most", ExpectedSize.USUAL.atMost())))
        .orElse(ExpectedSize.USUAL);
  }

  private ReadBack readBack() {
    ReadBack otherwise = PlanDefaults.READ_BACK;
    return plan.at("read-back")
        .map(
            it ->
                new ReadBack(
                    it.leaf(Duration.class, "within").orElse(otherwise.within()),
                    it.leaf(String.class, "schedule").or(otherwise::schedule),
                    catchUp(it)))
        .orElse(otherwise);
  }

  private Retention retention() {
    Retention otherwise = PlanDefaults.RETENTION;
    return plan.at("retention")
        .map(
            it ->
                new Retention(
                    number(it, "daily", otherwise.daily()),
                    number(it, "weekly", otherwise.weekly()),
                    number(it, "monthly", otherwise.monthly()),
                    number(it, "keep-at-least", otherwise.keepAtLeast()),
                    number(it, "approve-above", otherwise.approveAbove()),
                    it.leaf(String.class, "schedule").or(otherwise::schedule)))
        .orElse(otherwise);
  }

  private TargetPlan target(String name, Located target) {
    Map<String, Settings> sources = new LinkedHashMap<>();
    targetSettings
        .getOrDefault(name, Map.of())
        .forEach((source, it) -> sources.put(source, DriverShapes.settings(it, Set.of("kind"))));
    return new TargetPlan(name, flag(target, "production"), flag(target, "disposable"), sources);
  }

  private RecoveryPlan recovery() {
    Located recovery = plan.at("recovery").orElse(Located.nothing());
    List<String> standbys = TargetRules.standbys(plan);
    return new RecoveryPlan(
        recovery.leaf(String.class, "target").orElse(standbys.size() == 1 ? standbys.get(0) : ""),
        command(recovery, "provision"),
        command(recovery, "migrate"),
        recovery.items("cutover").stream().map(PlanBuilder::tagged).toList(),
        FailoverShape.observeRule(recovery),
        FailoverShape.fences(recovery),
        FailoverShape.failBackPlan(recovery),
        RedeployShape.read(plan));
  }

  private Map<String, ApprovalRule> approvals() {
    Map<String, ApprovalRule> rules = new LinkedHashMap<>();
    rules.put("cutover", PlanDefaults.CUTOVER);
    rules.putAll(each("approvals", PlanBuilder::approval));
    return rules;
  }

  private static ApprovalRule approval(String name, Located rule) {
    Optional<String> deputies = rule.leaf(String.class, "deputies");
    return new ApprovalRule(
        text(rule, "from"),
        number(rule, "required", 1),
        deputies,
        rule.leaf(Duration.class, "deputies-after")
            .or(() -> deputies.flatMap(it -> PlanDefaults.CUTOVER.deputiesAfter())),
        rule.leaf(String.class, "next"),
        rule.leaf(Duration.class, "next-after"),
        rule.leaf(Duration.class, "expires-after").orElse(PlanDefaults.EXPIRES_AFTER));
  }

  private static DrillPlan drill(String name, Located drill) {
    return new DrillPlan(
        name,
        text(drill, "schedule"),
        text(drill, "target"),
        drill.leaf(Scenario.class, "scenario").orElseThrow(),
        catchUp(drill),
        drill.leaf(String.class, "until"),
        drill.at("review").map(PlanBuilder::review));
  }

  private static ReviewRule review(Located review) {
    return new ReviewRule(
        text(review, "from"),
        review.texts("required").stream().flatMap(id -> ReviewRule.Field.of(id).stream()).toList());
  }

  private <T> Map<String, T> each(String key, BiFunction<String, Located, T> make) {
    Map<String, T> made = new LinkedHashMap<>();
    plan.entries(key).forEach((name, value) -> made.put(name, make.apply(name, value)));
    return made;
  }

  static CheckPlan tagged(Located item) {
    Map.Entry<String, Located> only = item.entries().entrySet().iterator().next();
    return new CheckPlan(only.getKey(), DriverShapes.settings(only.getValue(), Set.of()));
  }

  private static Optional<List<String>> command(Located block, String key) {
    return block.at(key).map(it -> it.texts("command"));
  }

  private static CatchUp catchUp(Located block) {
    return block.leaf(CatchUp.class, "catch-up").orElse(CatchUp.ONE);
  }

  private static String text(Located block, String key) {
    return block.leaf(String.class, key).orElseThrow();
  }

  private static Duration duration(Located block, String key) {
    return block.leaf(Duration.class, key).orElseThrow();
  }

  private static boolean flag(Located block, String key) {
    return block.leaf(Boolean.class, key).orElse(false);
  }

  private static int number(Located block, String key, int otherwise) {
    return block.leaf(Long.class, key).map(Math::toIntExact).orElse(otherwise);
  }
}
