package io.drillbook.usecase.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.MembersThen;
import io.drillbook.domain.approval.Tally;
import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditTopic;
import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.audit.Sample;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.runbook.RunbookVersions;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.audit.ComparePlans.Line;
import io.drillbook.usecase.incident.ShowRun;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditorsDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final StepRef APPROVE = StepRef.of(ApprovalLines.STEP, "Approve");

  private final Stores stores = new Stores();
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aChangeOfRunbooksIsNotedOnceWithTheFilesThatChanged() {
    Map<String, String> files = new HashMap<>(Map.of("a.bpmn", "1", "b.form", "2"));
    RunbookVersions runbooks =
        new RunbookVersions() {
          @Override
          public String digest() {
            return files.toString();
          }

          @Override
          public Map<String, String> files() {
            return Map.copyOf(files);
          }
        };
    NoteRunbooks one = new NoteRunbooks(runbooks, stores.audit, stores.record, clock);
    one.note();
    one.note();
    new NoteRunbooks(runbooks, stores.audit, stores.record, clock).note();
    files.put("b.form", "3");
    one.note();

    assertThat(stores.record.entries(ServerRecord.ID))
        .extracting(line -> line.entry().detail("changed"))
        .containsExactly("first start: 2 files", "b.form");
  }

  @Test
  void aScriptThatRunsWildFillsNoDatabaseAndHowOftenItTriedIsSaid() {
    Instant[] now = {NOW};
    Clock moving =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now[0];
          }
        };
    NoteRefusedAccess notes = new NoteRefusedAccess(stores.record, moving);
    IntStream.range(0, 100).forEach(i -> notes.note("aud", "POST /" + "x".repeat(900), "No."));
    notes.note("otto", "GET /audit", "No.");
    now[0] = NOW.plusSeconds(61);
    notes.note("aud", "GET /audit", "No.");

    assertThat(stores.record.entries(ServerRecord.ID)).hasSize(32);
    assertThat(stores.record.entries(ServerRecord.ID).get(0).entry().outcome()).hasSize(301);
    assertThat(stores.record.entries(ServerRecord.ID).get(31).entry().detail(Entries.REASON))
        .isEqualTo("No. 70 more tries went before, not noted one by one.");
  }

  @Test
  void theDifferenceOfTwoVersionsIsToldLineByLineAndEscapesNothing() {
    stores.planVersions.add(new PlanVersion("shop", 1, "d1", NOW, "a: 1\nb: <b>\nc: 3\n"));
    stores.planVersions.add(new PlanVersion("shop", 2, "d2", NOW, "a: 1\nb: <i>\nc: 3\nd: 4\n"));
    stores.planVersions.add(new PlanVersion("shop", 3, "", NOW, ""));
    ComparePlans compare = new ComparePlans(stores.planVersions);

    assertThat(compare.compare("shop", 1, 2).lines())
        .containsExactly(
            new Line("same", 1, 1, "a: 1"),
            new Line("gone", 2, 0, "b: <b>"),
            new Line("new", 0, 2, "b: <i>"),
            new Line("same", 3, 3, "c: 3"),
            new Line("new", 0, 4, "d: 4"));
    assertThat(compare.compare("shop", 2, 2).isEqual()).isTrue();
    assertThat(compare.compare("shop", 2, 3).lines()).extracting(Line::change).containsOnly("gone");
    assertThat(compare.compare("shop", 3, 2).lines()).extracting(Line::change).containsOnly("new");
    assertThatThrownBy(() -> compare.compare("shop", 1, 9)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> compare.versions("nowhere")).isInstanceOf(Fault.class);
  }

  @Test
  void whoCouldHaveApprovedIsToldAsTheRecordHasItAndWhoDid() {
    run("incident-1", RunKind.INCIDENT, "olga", NOW);
    ApprovalRule rule =
        new ApprovalRule(
            "approvers",
            1,
            Optional.of("managers"),
            Optional.of(Duration.ofMinutes(5)),
            Optional.empty(),
            Optional.empty(),
            Duration.ofHours(1));
    var asked =
        ApprovalLines.asked(
            NOW, APPROVE, "drillbook", "a-1", "standby", new ApprovalLines.Rule("cutover", rule));
    stores.record.append(
        "incident-1",
        Entries.taskCompleted(NOW, StepRef.of("userTask_assessScope", "Assess scope"), "paul", ""));
    stores.record.append(
        "incident-1",
        MembersThen.on(
            asked,
            Map.of("approvers", List.of("ann", "olga", "paul"), "managers", List.of("mia"))));
    stores.record.append(
        "incident-1",
        ApprovalLines.vote(NOW.plusSeconds(9), APPROVE, "ann", Choice.APPROVE, "good", "a-1", 1));
    stores.record.append(
        "incident-1",
        ApprovalLines.ended(
            NOW.plusSeconds(10),
            APPROVE,
            "drillbook",
            "a-1",
            new Tally(ApprovalState.GRANTED, 1, List.of(), List.of())));

    List<ListApprovals.Asked> found =
        new ListApprovals(stores.audit, stores.record)
            .list(AuditFilter.of(AuditTopic.APPROVALS), Place.newest(9))
            .items();

    assertThat(found).hasSize(1);
    assertThat(found.get(0).able()).containsExactly("ann");
    assertThat(found.get(0).excluded())
        .containsEntry("olga", "started the run")
        .containsEntry("paul", "answered 'Assess scope'")
        .hasSize(2);
    assertThat(found.get(0).approval().votes())
        .extracting(vote -> vote.person())
        .containsExactly("ann");
    assertThat(found.get(0).ended()).containsEntry("result", "granted");
  }

  @Test
  void drillsAreMeasuredAgainstTheirTargetsAndNoCellIsAFormula() {
    run("drill-1", RunKind.DRILL, "=cmd|' /C calc'!A0", NOW);
    stores.record.append(
        "drill-1",
        Entries.restored(
            NOW.plusSeconds(60), APPROVE, "worker", "db", "p-1", NOW.minus(Duration.ofHours(2))));
    stores.record.append(
        "drill-1", Entries.serviceConfirmed(NOW.plusSeconds(90), APPROVE, "worker", "checks"));
    stores.runs.end("drill-1", NOW.plusSeconds(100), Verdict.SUCCEEDED);
    run("backup-1", RunKind.BACKUP, "olga", NOW);
    MeasureDrills drills = new MeasureDrills(stores.audit, show());
    Period period = new AuditPeriod(clock).of(Optional.empty(), Optional.empty()).period();

    assertThat(period.from()).isEqualTo("2025-11-22T00:00:00Z");
    assertThat(drills.measure(period, Optional.empty(), Place.newest(9)).items())
        .hasSize(1)
        .first()
        .satisfies(it -> assertThat(it.score().achievedRto()).isEqualTo(Duration.ofSeconds(90)));
    String csv = new String(drills.table(period, Optional.empty()), StandardCharsets.UTF_8);
    assertThat(csv).startsWith("\"run\",\"system\"").contains("\"'=cmd|' /C calc'!A0\"");
    assertThat(csv.lines()).hasSize(2);
    assertThat(csv).contains("\"PT1H\",\"PT1M30S\",\"yes\",\"db PT2H\",\"yes\",\"no\"");
    assertThatThrownBy(() -> new AuditPeriod(clock).of(Optional.of(NOW), Optional.of(NOW)))
        .isInstanceOf(Fault.class);
  }

  @Test
  void theSameSeedDrawsTheSameRunsForEverybody() {
    Set<String> ids = Set.copyOf(IntStream.range(0, 60).mapToObj(i -> "run-" + i).toList());
    ids.forEach(id -> run(id, RunKind.DRILL, "olga", NOW));
    Period period = new Period(NOW, NOW.plusSeconds(1));
    DrawSample sample = new DrawSample(stores.audit, new Random(1));
    DrawSample.Wish wish =
        new DrawSample.Wish(period, Optional.empty(), Set.of(), 10, Optional.empty());

    DrawSample.Drawn drawn = sample.draw(wish);
    DrawSample.Drawn again =
        new DrawSample(stores.audit, new Random(2))
            .draw(
                new DrawSample.Wish(
                    period, Optional.empty(), Set.of(), 10, Optional.of(drawn.seed())));

    assertThat(drawn.runs()).hasSize(10).isEqualTo(again.runs());
    assertThat(drawn.digest()).isEqualTo(again.digest()).isEqualTo(Sample.population(ids));
    assertThat(sample.draw(wish).seed()).isNotEqualTo(drawn.seed());
    assertThat(Sample.draw("2026", 3, List.of("c", "a", "b")))
        .as("printf '2026:a' | sha256sum, and so on")
        .containsExactlyElementsOf(
            Stream.of("a", "b", "c")
                .sorted(java.util.Comparator.comparing(id -> sha256("2026:" + id)))
                .toList());
  }

  @Test
  void aPageKnowsWhetherMoreFollows() {
    List<Long> found = List.of(9L, 8L, 7L);
    Page<Long> first = Page.of(found, Place.newest(2), it -> it);
    assertThat(first.items()).containsExactly(9L, 8L);
    assertThat(first.older()).hasValue(8);
    assertThat(first.newer()).isEmpty();
    Page<Long> last = Page.of(List.of(7L), new Place(8, true, 2), it -> it);
    assertThat(last.older()).isEmpty();
    assertThat(last.newer()).hasValue(7);
    Page<Long> back = Page.of(found, new Place(6, false, 2), it -> it);
    assertThat(back.items()).containsExactly(8L, 7L);
    assertThat(back.newer()).hasValue(8);
    assertThat(back.older()).hasValue(7);
  }

  private static String sha256(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ShowRun show() {
    return new ShowRun(stores.runs, stores.record, stores.progress, new PlansInForce(), clock);
  }

  private void run(String id, RunKind kind, String by, Instant at) {
    Run run =
        new Run(
            id,
            kind,
            "shop",
            Optional.empty(),
            at,
            at,
            by,
            Duration.ofHours(1),
            false,
            "digest",
            Optional.empty(),
            Optional.empty());
    stores.runs.start(run);
    stores.record.append(id, Entries.runStarted(run));
  }
}
