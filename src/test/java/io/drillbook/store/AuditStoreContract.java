package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.AuditTopic;
import io.drillbook.domain.audit.NumberedRun;
import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.HandStep;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about a search in all records, and about versions of plans. */
@Timeout(60)
abstract class AuditStoreContract extends StoreContract {
  private static final StepRef STEP = StepRef.of("userTask_decide", "Decide how to continue");
  private static final Optional<String> NONE = Optional.empty();

  private JdbcAuditStore audit;
  private JdbcRecordStore record;
  private JdbcRunStore runs;

  @BeforeEach
  void openStores() {
    audit = new JdbcAuditStore(database.dataSource);
    record = new JdbcRecordStore(database.dataSource, database.manager);
    runs = new JdbcRunStore(database.dataSource, database.manager);
  }

  @Test
  void lines_of_all_records_are_listed_newest_first_and_what_is_written_meanwhile_moves_no_page() {
    for (int i = 1; i <= 5; i++) {
      record.append("run-" + i % 2, Entries.fact(NOW, STEP, "worker", "fact " + i, Map.of()));
    }
    AuditFilter all = AuditFilter.of(AuditTopic.EVERYTHING);
    List<AuditLine> first = audit.lines(all, Place.newest(2));
    record.append("run-1", Entries.fact(NOW, STEP, "worker", "fact 6", Map.of()));
    List<AuditLine> second =
        audit.lines(all, new Place(first.get(first.size() - 1).number(), true, 2));
    List<AuditLine> back = audit.lines(all, new Place(second.get(0).number(), false, 2));

    assertThat(outcomes(first)).containsExactly("fact 5", "fact 4");
    assertThat(outcomes(second)).containsExactly("fact 3", "fact 2");
    assertThat(outcomes(back)).containsExactly("fact 5", "fact 4");
    assertThat(first.get(0).line()).isEqualTo(record.entries("run-1").get(2));
  }

  @Test
  void each_condition_leaves_out_what_does_not_fit() {
    start("drill-1", RunKind.DRILL, "shop", NOW);
    start("backup-1", RunKind.BACKUP, "other", NOW.plusSeconds(60));
    runs.end("drill-1", NOW.plusSeconds(9), Verdict.FAILED);
    record.append("drill-1", Entries.decision(NOW, STEP, "olga", Choice.SKIP, "We said: \"so\""));
    record.append(
        "backup-1",
        Entries.fact(NOW.plusSeconds(60), STEP, "worker", "odd", Map.of("k", "50 %_! of it")));
    record.append(ServerRecord.ID, ServerRecord.plan(version("shop", 1, "d")));
    AuditFilter all = AuditFilter.of(AuditTopic.EVERYTHING);

    assertThat(found(with(all, "said: \"SO\"", NONE, NONE))).containsExactly("skip");
    assertThat(found(with(all, "50 %_!", NONE, NONE))).containsExactly("odd");
    assertThat(found(with(all, "%", NONE, NONE))).containsExactly("odd");
    assertThat(found(with(all, "' or 1 = 1 --", NONE, NONE))).isEmpty();
    assertThat(found(with(all, "", Optional.of("shop"), NONE)))
        .containsExactly("plan changed", "skip");
    assertThat(found(with(all, "", Optional.of("sho%"), NONE))).isEmpty();
    assertThat(found(with(all, "", NONE, Optional.of("olga")))).containsExactly("skip");
    assertThat(found(all.saying("odd"))).containsExactly("odd");
    assertThat(found(ofRun(Optional.of(RunKind.BACKUP), Optional.empty()))).containsExactly("odd");
    assertThat(found(ofRun(Optional.empty(), Optional.of(Verdict.FAILED)))).containsExactly("skip");
    assertThat(found(between(NOW, NOW.plusSeconds(60)))).containsExactly("plan changed", "skip");
    assertThat(audit.lines(all.saying("skip"), Place.newest(9)).get(0).run().orElseThrow().id())
        .isEqualTo("drill-1");
  }

  @Test
  void each_topic_holds_its_lines_and_the_steps_of_machines_are_in_none_but_everything() {
    record.append("r", Entries.stepBegan(NOW, STEP, "engine", StepNature.AUTOMATED));
    for (Choice choice : List.of(Choice.SKIP, Choice.OVERRIDE, Choice.APPROVE)) {
      record.append("r", Entries.decision(NOW, STEP, "olga", choice, "because"));
    }
    record.append("r", Entries.refused(NOW, STEP, "otto", "approve", "not you"));
    record.append("r", Entries.fact(NOW, STEP, "drillbook", ApprovalLines.PLAN_EDITED, Map.of()));
    record.append("r", Entries.runEnded(NOW, "drillbook", Verdict.SUCCEEDED));
    record.append("r", Entries.fact(NOW, STEP, "worker", "sealed", Map.of()));

    assertThat(topic(AuditTopic.DECISIONS)).containsExactly("approve", "override", "skip");
    assertThat(topic(AuditTopic.SKIPS)).containsExactly("skip");
    assertThat(topic(AuditTopic.OVERRIDES)).containsExactly("override");
    assertThat(topic(AuditTopic.APPROVALS)).containsExactly("approve");
    assertThat(topic(AuditTopic.REFUSALS)).containsExactly("approve");
    assertThat(topic(AuditTopic.CHANGES)).containsExactly("plan edited");
    assertThat(topic(AuditTopic.RUNS)).containsExactly("succeeded");
    assertThat(topic(AuditTopic.KEY))
        .containsExactly("succeeded", "plan edited", "approve", "approve", "override", "skip");
    assertThat(topic(AuditTopic.EVERYTHING)).hasSize(8);
  }

  @Test
  void what_people_entered_said_of_a_drill_and_closed_matters_as_their_decisions_do() {
    HandStep step = new HandStep("Started the standby", NOW, NOW.plusSeconds(60), "olga", "");
    record.append("r", Asserted.line(step, "olga", NOW.plusSeconds(90)));
    record.append("r", DrillReview.line(NOW, STEP, "rita", "olga", Map.of()));
    record.append("r", Entries.fact(NOW, STEP, "rita", DrillReview.FINDING_CLOSED, Map.of()));

    assertThat(topic(AuditTopic.DECISIONS))
        .containsExactly("finding closed by a person", "drill reviewed", Asserted.MARK);
    assertThat(topic(AuditTopic.KEY)).isEqualTo(topic(AuditTopic.DECISIONS));
  }

  @Test
  void runs_of_a_period_are_listed_newest_first() {
    for (int day = 0; day < 4; day++) {
      start("drill-" + day, RunKind.DRILL, "shop", NOW.plus(Duration.ofDays(day)));
    }
    start("backup-1", RunKind.BACKUP, "shop", NOW);
    Period period = new Period(NOW, NOW.plus(Duration.ofDays(3)));
    Set<RunKind> drills = Set.of(RunKind.DRILL);

    List<NumberedRun> first = audit.runs(period, NONE, drills, Place.newest(2));
    assertThat(first).extracting(it -> it.run().id()).containsExactly("drill-2", "drill-1");
    assertThat(audit.runs(period, NONE, drills, new Place(first.get(1).number(), true, 9)))
        .extracting(it -> it.run().id())
        .containsExactly("drill-0");
    assertThat(audit.runs(period, Optional.of("other"), Set.of(), Place.newest(9))).isEmpty();
    assertThat(audit.runs(period, NONE, Set.of(), Place.newest(9))).hasSize(4);
  }

  @Test
  void the_newest_fact_of_the_installation_is_found() {
    assertThat(audit.lastFact(ServerRecord.RUNBOOKS_CHANGED)).isEmpty();
    Map<String, String> files = Map.of("a.bpmn", "11", "b b.form", "22");
    EntryDraft line = ServerRecord.runbooks(NOW, files, Map.of());
    record.append(ServerRecord.ID, line);
    assertThat(audit.lastFact(ServerRecord.RUNBOOKS_CHANGED)).contains(line);
    assertThat(ServerRecord.files(line)).isEqualTo(files);
    assertThat(ServerRecord.runbooks(NOW, Map.of("a.bpmn", "12"), files).detail("changed"))
        .isEqualTo("a.bpmn, b b.form");
  }

  @Test
  void versions_of_plans_are_kept_each_once() {
    JdbcPlanVersionStore versions = new JdbcPlanVersionStore(database.dataSource, database.manager);
    assertThat(versions.add(version("shop", 1, "d1"))).isTrue();
    assertThat(versions.add(version("shop", 1, "d2"))).isFalse();
    assertThat(versions.add(version("shop", 2, ""))).isTrue();
    assertThat(versions.add(version("wiki", 1, "d3"))).isTrue();

    assertThat(versions.of("shop"))
        .containsExactly(version("shop", 2, ""), version("shop", 1, "d1"));
    assertThat(versions.newest()).containsExactly(version("shop", 2, ""), version("wiki", 1, "d3"));
    assertThat(versions.find("shop", 1)).contains(version("shop", 1, "d1"));
    assertThat(versions.find("shop", 3)).isEmpty();
    assertThat(versions.of("nowhere")).isEmpty();
  }

  private static PlanVersion version(String system, int number, String digest) {
    return new PlanVersion(system, number, digest, NOW, digest.isEmpty() ? "" : "ü: <b>\n");
  }

  private void start(String id, RunKind kind, String system, Instant at) {
    runs.start(
        new Run(
            id,
            kind,
            system,
            Optional.empty(),
            at,
            at,
            "olga",
            Duration.ZERO,
            false,
            "digest",
            Optional.empty(),
            Optional.empty()));
  }

  private List<String> topic(AuditTopic topic) {
    return found(AuditFilter.of(topic));
  }

  private List<String> found(AuditFilter filter) {
    return outcomes(audit.lines(filter, Place.newest(50)));
  }

  private static List<String> outcomes(List<AuditLine> lines) {
    return lines.stream().map(it -> it.line().entry().outcome()).toList();
  }

  private static AuditFilter with(
      AuditFilter all, String text, Optional<String> system, Optional<String> actor) {
    return new AuditFilter(
        all.topic(),
        Optional.of(text).filter(it -> !it.isEmpty()),
        system,
        Optional.empty(),
        NONE,
        actor,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static AuditFilter ofRun(Optional<RunKind> kind, Optional<Verdict> verdict) {
    return new AuditFilter(
        AuditTopic.EVERYTHING,
        NONE,
        NONE,
        Optional.empty(),
        NONE,
        NONE,
        Optional.empty(),
        Optional.empty(),
        kind,
        verdict);
  }

  private static AuditFilter between(Instant from, Instant to) {
    return new AuditFilter(
        AuditTopic.EVERYTHING,
        NONE,
        NONE,
        Optional.<EntryKind>empty(),
        NONE,
        NONE,
        Optional.of(from),
        Optional.of(to),
        Optional.empty(),
        Optional.empty());
  }
}
