package io.drillbook.domain.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How the votes of an approval stand.
 *
 * @param counted the yeses that count, each of another person
 * @param lapsed the yeses that count no longer: their people have left the groups that decide, the
 *     account is gone, or what they approved was edited since
 */
public record Tally(ApprovalState state, int required, List<Vote> counted, List<Vote> lapsed) {
  public Tally {
    counted = List.copyOf(counted);
    lapsed = List.copyOf(lapsed);
  }

  /**
   * Counts. Only what was said before the deadline is looked at, whenever it is counted; a no stays
   * a no whoever left since.
   *
   * @param groupsOf the groups that a person is in now; none where the account is gone
   */
  static Tally of(
      Approval approval, Function<String, ? extends Collection<String>> groupsOf, Instant now) {
    List<Vote> inTime =
        approval.votes().stream().filter(vote -> vote.at().isBefore(approval.expiresAt())).toList();
    List<Vote> counted = new ArrayList<>();
    List<Vote> lapsed = new ArrayList<>();
    for (Vote vote : inTime) {
      boolean second = counted.stream().anyMatch(it -> it.person().equals(vote.person()));
      if (vote.isYes() && !second) {
        Set<String> groups = Set.copyOf(groupsOf.apply(vote.person()));
        boolean holds =
            !approval.isOutdated(vote) && approval.groups().stream().anyMatch(groups::contains);
        (holds ? counted : lapsed).add(vote);
      }
    }
    return new Tally(
        state(approval, inTime, counted.size(), now), approval.rule().required(), counted, lapsed);
  }

  private static ApprovalState state(Approval approval, List<Vote> inTime, int yes, Instant now) {
    if (!inTime.stream().allMatch(Vote::isYes)) {
      return ApprovalState.REFUSED;
    }
    if (yes >= approval.rule().required()) {
      return ApprovalState.GRANTED;
    }
    return now.isBefore(approval.expiresAt()) ? ApprovalState.OPEN : ApprovalState.EXPIRED;
  }

  /** How many yeses are missing. */
  public int missing() {
    return Math.max(0, required - counted.size());
  }
}
