package io.drillbook.domain.forecast;

import io.drillbook.domain.plan.Holds;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.TimesInWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What could be left for later so that the service is back sooner, as far as the plan allows it.
 */
public final class ShorterPath {
  private static final String RESTORE = "serviceTask_restoreSource";
  private static final String PERSON = "userTask_";

  private ShorterPath() {}

  /**
   * Looks for a shorter path.
   *
   * @param left the parts that are not done
   * @param estimate how long some parts take
   * @return in words; empty where the plan has none
   */
  public static Optional<String> of(
      ProtectionPlan plan, List<Part> left, Function<List<Part>, Estimate> estimate) {
    Duration whole = estimate.apply(left).p50();
    List<String> ways = new ArrayList<>();
    Set<String> later = later(plan, left);
    if (!later.isEmpty()) {
      List<Part> without =
          left.stream()
              .filter(part -> !part.step().equals(RESTORE) || !later.contains(part.subject()))
              .toList();
      Duration saved = whole.minus(estimate.apply(without).p50());
      if (saved.toSeconds() > 0) {
        ways.add(
            "restore %s later by 'drillbook restore', which saves %s"
                .formatted(String.join(", ", later), TimesInWords.words(saved)));
      }
    }
    List<Part> people = left.stream().filter(part -> part.step().startsWith(PERSON)).toList();
    Duration waiting = estimate.apply(people).p50();
    if (waiting.toSeconds() > 0) {
      ways.add(
          "call those who will be asked (%s) now: waiting for them usually takes %s"
              .formatted(
                  people.stream().map(Part::name).collect(Collectors.joining(", ")),
                  TimesInWords.words(waiting)));
    }
    return ways.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", ways));
  }

  /** The sources that can follow a service that is back; often none. */
  public static Set<String> later(ProtectionPlan plan, List<Part> left) {
    return left.stream()
        .filter(part -> part.step().equals(RESTORE))
        .map(Part::subject)
        .filter(source -> canWait(plan, source))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Files can follow a service that is back; what others wait for cannot. */
  private static boolean canWait(ProtectionPlan plan, String source) {
    return plan.sources().containsKey(source)
        && plan.source(source).holds() == Holds.MEDIA
        && plan.sources().values().stream().noneMatch(other -> other.after().contains(source));
  }
}
