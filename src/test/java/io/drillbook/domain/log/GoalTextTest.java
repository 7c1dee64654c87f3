package io.drillbook.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoalTextTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T09:30:00Z",
        "2026-11-21T10:30:00+01:00",
        "2026-11-21 10:30:00+01",
        "2026-11-21 10:30:00 +0100",
        "2026-11-21 10:30:00",
        " 2026-11-21T10:30 ",
        "2026-11-21 09:30:00 UTC",
        "2026-11-21T10:30:00+01:00[Europe/Berlin]",
        "2026-11-21t09:30:00z"
      })
  void aTimeIsReadAsPeopleAndDatabasesWriteIt(String text) {
    assertThat(GoalText.read(text, BERLIN))
        .isEqualTo(new RecoveryGoal.Time(Instant.parse("2026-11-21T09:30:00Z")));
  }

  @Test
  void microsecondsOfTheDatabaseAreKept() {
    assertThat(GoalText.read("2026-11-21 09:30:00.123456+00", BERLIN).text())
        .isEqualTo("2026-11-21T09:30:00.123456Z");
  }

  @Test
  void aNameAndTheLatestAreGoalsToo() {
    assertThat(GoalText.read("latest", BERLIN)).isEqualTo(new RecoveryGoal.Latest());
    assertThat(GoalText.read("name: before the release", BERLIN))
        .isEqualTo(new RecoveryGoal.Name("before the release"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "name:before", "2026-11-21T09:30:00.5Z"})
  void whatIsWrittenIsReadBackInAnyZone(String text) {
    RecoveryGoal goal = GoalText.read(text, BERLIN);
    assertThat(GoalText.read(goal.text(), ZoneId.of("Asia/Tokyo"))).isEqualTo(goal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-11-21",
        "10:30",
        "name:",
        "",
        "name:a\nb",
        "2026-02-30T10:00:00Z",
        "2026-11-21T10:30:00+99:00"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> GoalText.read(text, BERLIN))
        .isInstanceOf(Fault.class)
        .extracting(e -> ((Fault) e).hint())
        .asString()
        .containsAnyOf("2026-11-21T10:15:00Z", "name:NAME");
  }

  @Test
  void whatIsStillToComeCannotBeAskedFor() {
    Instant now = Instant.parse("2026-11-21T09:30:00Z");
    assertThatThrownBy(() -> GoalText.read("2026-11-21 10:32:00", BERLIN, now))
        .extracting(e -> ((Fault) e).hint())
        .asString()
        .contains("It is " + now, "latest");
    assertThat(GoalText.read("2026-11-21 10:30:30", BERLIN, now)).isNotNull();
    assertThat(GoalText.read("latest", BERLIN, now)).isNotNull();
  }

  @Test
  void anHourThatHappenedTwiceOrNeverIsAskedFor() {
    assertThatThrownBy(() -> GoalText.read("2026-10-25 02:30:00", BERLIN))
        .extracting(e -> ((Fault) e).hint())
        .asString()
        .contains("+02:00", "+01:00");
    assertThatThrownBy(() -> GoalText.read("2026-03-29 02:30:00", BERLIN))
        .hasMessageContaining("Europe/Berlin");
    assertThat(GoalText.read("2026-10-25 02:30:00+01:00", BERLIN).text())
        .isEqualTo("2026-10-25T01:30:00Z");
  }
}
