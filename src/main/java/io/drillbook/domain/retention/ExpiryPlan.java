package io.drillbook.domain.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expiry of a system would do now.
 *
 * @param at when it was worked out
 * @param judgements every point, newest first
 * @param refusals why nothing at all may expire now; empty where it may
 * @param questions what somebody else must say yes to before anything expires
 */
public record ExpiryPlan(
    String system,
    Instant at,
    List<Judgement> judgements,
    List<String> refusals,
    List<String> questions) {
  public ExpiryPlan {
    judgements = List.copyOf(judgements);
    refusals = List.copyOf(refusals);
    questions = List.copyOf(questions);
  }

  /**
   * What retention no longer wants, in the order of removal: oldest first, but none before those
   * that rest on it. What a crash leaves is never an increment without its base.
   */
  public List<Judgement> expiring() {
    List<Judgement> oldestFirst = new ArrayList<>();
    judgements.stream().filter(it -> !it.keep()).forEach(it -> oldestFirst.add(0, it));
    Set<Judgement> ordered = new LinkedHashSet<>();
    for (Judgement it : oldestFirst) {
      for (int i = oldestFirst.size() - 1; i >= 0; i--) {
        if (oldestFirst.get(i).point().needs().contains(it.point().point())) {
          ordered.add(oldestFirst.get(i));
        }
      }
      ordered.add(it);
    }
    return List.copyOf(ordered);
  }

  /** Whether something expires without anybody being asked. */
  public boolean isRoutine() {
    return refusals.isEmpty() && questions.isEmpty();
  }
}
