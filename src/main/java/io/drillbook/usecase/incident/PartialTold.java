package io.drillbook.usecase.incident;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells that a backup went on without a source: it counts as taken, but somebody has to know. */
final class PartialTold {
  private PartialTold() {}

  static Optional<Notice> of(
      Run run, ProtectionPlan plan, List<EntryDraft> lines, String sizes, String link) {
    String missing =
        lines.stream()
            .filter(line -> Entries.SOURCE_MISSING.equals(line.outcome()))
            .map(line -> line.detail(Entries.SOURCE) + ": " + line.detail(Entries.REASON) + "\n")
            .distinct()
            .collect(Collectors.joining());
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Notice(
                Set.of(Notice.Audience.ONCALL, Notice.Audience.OWNER),
                plan.system() + ": recovery point is PARTIAL, look at it today",
                text(run, plan, missing, sizes, link)));
  }

  private static String text(
      Run run, ProtectionPlan plan, String missing, String sizes, String link) {
    return """
    The backup of %s that began %s sealed a recovery point that does not hold every source.
    The plan allows that. What is missing is not protected since the last point that holds it:

    %s
    Everything else is sealed and can be restored.
    %s
    Run:  %s
    Look: %s
    """
        .formatted(
            plan.system(),
            run.startedAt().atZone(plan.zone()).toOffsetDateTime(),
            missing,
            sizes.isEmpty() ? "" : "\nOf unusual size are:\n" + sizes,
            run.id(),
            link);
  }
}
