package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.people.People;
import io.drillbook.spi.runbook.RunControl;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.SteerRun.Act;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that ends the run in the caller's transaction, over the real stores. */
class SteerRunTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Stores stores = new Stores();
  private String run = "incident-1";
  private RuntimeException crash;

  @BeforeEach
  void begin() {
    begin("shop");
  }

  private void begin(String system) {
    stores.runs.start(
        new Run(
            run,
            RunKind.INCIDENT,
            system,
            Optional.of(Scenario.SERVER_FAILURE),
            NOW,
            NOW,
            "ada",
            Duration.ofHours(1),
            false,
            "digest",
            Optional.empty(),
            Optional.empty()));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void anAbortIsRecordedEndedAndTold() {
    abort();
    assertThat(decisions()).containsExactly(SteerRun.ABORTED);
    assertThat(stores.runs.find(run).orElseThrow().verdict()).contains(Verdict.ABANDONED);
    assertThat(stores.told()).hasSize(1);
  }

  @Test
  void aCrashWhileItEndsLeavesARunThatIsNeitherGivenUpNorEndedAndCanBeAbortedAgain() {
    crash = new IllegalStateException("the server dies");
    assertThatThrownBy(this::abort).isSameAs(crash);
    assertThat(decisions()).isEmpty();
    assertThat(stores.runs.find(run).orElseThrow().endedAt()).isEmpty();
    assertThat(stores.told()).isEmpty();
    crash = null;
    abort();
    assertThat(decisions()).containsExactly(SteerRun.ABORTED);
    assertThat(stores.runs.find(run).orElseThrow().verdict()).contains(Verdict.ABANDONED);
  }

  @Test
  void anAbortNeedsNoPlan() {
    run = "incident-2";
    begin("gone");
    abort();
    assertThat(decisions()).containsExactly(SteerRun.ABORTED);
    assertThat(stores.runs.find(run).orElseThrow().verdict()).contains(Verdict.ABANDONED);
  }

  private void abort() {
    People people =
        new People() {
          @Override
          public Set<String> groupsOf(String person) {
            return Set.of("oncall");
          }

          @Override
          public List<String> membersOf(String group) {
            return List.of();
          }

          @Override
          public List<String> mailsOf(String group) {
            return List.of();
          }
        };
    TellAboutRun tell =
        new TellAboutRun(
            PlanFixture.plans(),
            stores.runs,
            stores.record,
            new NotifyPeople(stores.outbox, CLOCK),
            URI.create("http://127.0.0.1:8080"),
            CLOCK);
    new SteerRun(stores.runs, stores.record, people, new Engine(), tell, stores.atOnce, null, CLOCK)
        .steer(run, Act.ABORT, "olga", "wrong system");
  }

  private List<String> decisions() {
    return stores.record.entries(run).stream()
        .map(line -> line.entry())
        .filter(line -> line.kind() == EntryKind.DECISION)
        .map(line -> line.name())
        .toList();
  }

  private final class Engine implements RunControl {
    @Override
    public boolean mayHaveMovedTraffic(String runId) {
      return false;
    }

    @Override
    public void wake(String runId) {
      // nothing is held
    }

    @Override
    public void end(String runId, String reason) {
      stores.runs.end(runId, NOW, Verdict.ABANDONED);
      if (crash != null) {
        throw crash;
      }
    }
  }
}
