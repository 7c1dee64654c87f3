package io.drillbook.usecase.board;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.readiness.ReadinessState;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import io.drillbook.usecase.readiness.SystemStatus.SourceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What of a system's figures is a concern. */
final class Concerns {
  /** With less than this part of the RPO left, one more failed backup breaks it. */
  private static final int SHORT = 5;

  private final List<Concern> found = new ArrayList<>();

  Concerns open(List<Run> runs) {
    long incidents = runs.stream().filter(Concern::isIncident).count();
    if (incidents > 0) {
      found.add(Concern.wrong(incidents == 1 ? "incident open" : incidents + " incidents open"));
    }
    return this;
  }

  Concerns sources(List<SourceStatus> sources) {
    for (SourceStatus source : sources) {
      if (source.left().isEmpty()) {
        found.add(Concern.wrong(source.source() + ": nothing to restore"));
      } else if (!source.met()) {
        Duration over = source.left().orElseThrow().negated();
        found.add(Concern.wrong(source.source() + ": RPO broken by " + TimesInWords.words(over)));
      } else if (source.left().orElseThrow().multipliedBy(SHORT).compareTo(source.rpo()) < 0) {
        found.add(Concern.look(source.source() + ": little of the RPO left"));
      }
    }
    return this;
  }

  Concerns owed(List<OwedProgram> owed) {
    for (OwedProgram program : owed) {
      found.add(
          program.trouble().isEmpty()
              ? Concern.look("writes are paused by a backup")
              : Concern.wrong("writes are paused: '" + program.inWords() + "' fails"));
    }
    return this;
  }

  Concerns vaults(List<String> down) {
    down.forEach(vault -> found.add(Concern.wrong("vault " + vault + " cannot be relied on")));
    return this;
  }

  Concerns readiness(Standing standing) {
    ReadinessState state = standing.readiness().state();
    if (state != ReadinessState.VERIFIED) {
      String words = state.inWords();
      found.add(state == ReadinessState.NOT_READY ? Concern.wrong(words) : Concern.look(words));
    }
    return this;
  }

  Concerns forecast(Optional<Duration> took, Duration rto) {
    took.filter(it -> it.compareTo(rto) > 0)
        .ifPresent(it -> found.add(Concern.wrong("last recovery took longer than the RTO")));
    return this;
  }

  List<Concern> worstFirst() {
    return found.stream().sorted(Comparator.comparing(Concern::level)).toList();
  }
}
