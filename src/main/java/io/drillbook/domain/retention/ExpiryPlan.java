package io.drillbook.domain.retention;

import java.time.Instant;
import java.util.List;

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

  /** What retention no longer wants, oldest first: the order of removal. */
  public List<Judgement> expiring() {
    List<Judgement> oldestFirst = new java.util.ArrayList<>();
    judgements.stream().filter(it -> !it.keep()).forEach(it -> oldestFirst.add(0, it));
    return List.copyOf(oldestFirst);
  }

  /** Whether something expires without anybody being asked. */
  public boolean isRoutine() {
    return refusals.isEmpty() && questions.isEmpty();
  }
}
