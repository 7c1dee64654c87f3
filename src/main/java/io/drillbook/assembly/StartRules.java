package io.drillbook.assembly;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.engine.runbook.StartJudge;
import io.drillbook.usecase.readiness.JudgeStart;
import io.drillbook.usecase.restore.TakeTarget;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A run may begin where its plan is ready and nobody else has its target. */
final class StartRules implements StartJudge {
  private final JudgeStart readiness;
  private final TakeTarget targets;

  StartRules(JudgeStart readiness, TakeTarget targets) {
    this.readiness = readiness;
    this.targets = targets;
  }

  @Override
  public List<EntryDraft> judge(Run run, Optional<String> target, Optional<String> override) {
    return Stream.concat(
            targets.begin(run, target).stream(), readiness.judge(run, override).stream())
        .toList();
  }

  @Override
  public List<EntryDraft> restores(Run run, String target) {
    return targets.anyway(run, target);
  }
}
