package io.drillbook.domain.log;

import java.time.Instant;

/** How far a restore replays the log of changes that was kept since a recovery point. */
public sealed interface RecoveryGoal {
  /** For people and for the record. */
  String words();

  /** As {@link GoalText} reads it back, whatever the zone. */
  String text();

  /** Everything committed before this instant, and nothing committed after it. */
  record Time(Instant instant) implements RecoveryGoal {
    @Override
    public String words() {
      return "the time " + instant;
    }

    @Override
    public String text() {
      return instant.toString();
    }
  }

  /** Up to a point in the log that somebody named on the server while it was written. */
  record Name(String name) implements RecoveryGoal {
    @Override
    public String words() {
      return "the named point " + name;
    }

    @Override
    public String text() {
      return GoalText.NAME + name;
    }
  }

  /** Everything that is there. */
  record Latest() implements RecoveryGoal {
    @Override
    public String words() {
      return "the latest change kept";
    }

    @Override
    public String text() {
      return GoalText.LATEST;
    }
  }
}
