package io.drillbook.usecase.incident;

import io.drillbook.domain.record.TimesInWords;
import io.drillbook.usecase.incident.ForecastRecovery.Remaining;
import io.drillbook.usecase.incident.Notice.Audience;
import java.util.Set;

/** Writes the message about a recovery that will be late. */
final class ForecastNotice {
  private ForecastNotice() {}

  static Notice of(Remaining remaining, String link) {
    boolean late = !remaining.lateBy().isNegative();
    String system = remaining.run().system();
    String subject =
        late
            ? "%s: WILL MISS ITS RTO by %s, choose a shorter path"
                .formatted(system, TimesInWords.words(remaining.lateBy()))
            : system + ": may miss its RTO, look for a shorter path";
    return new Notice(
        late ? Set.of(Audience.ONCALL, Audience.MANAGERS) : Set.of(Audience.ONCALL),
        subject,
        """
        The recovery of %s still needs %s.
        Left of its RTO of %s: %s

        Shorter path: %s.

        Rests on:     %s.
        Nothing was stopped: the recovery goes on.

        Run:  %s
        Look: %s
        """
            .formatted(
                system,
                remaining.estimate().inWords(),
                TimesInWords.words(remaining.run().rto()),
                TimesInWords.words(remaining.left()),
                remaining.shorter().orElse("the plan has none"),
                remaining.estimate().basis(),
                remaining.run().id(),
                link));
  }
}
