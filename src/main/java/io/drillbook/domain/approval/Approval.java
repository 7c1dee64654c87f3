package io.drillbook.domain.approval;

import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An approval that people were asked for, as the record tells it. Rule and deadline are those that
 * were written down when it was asked: neither a timer of the engine nor an edited plan changes
 * them.
 *
 * @param id tells it apart from other approvals of the run
 * @param subject what is approved, the key in the plan: {@code cutover}, {@code overwrite} …
 * @param target the name that a yes has to repeat
 * @param point the recovery point that a yes is for; empty where none is restored
 * @param until how far logs are replayed onto that point; empty where none is
 * @param expiresAt from here on silence is a no
 * @param countsFrom a yes from before it counts no longer: what was approved was edited since
 * @param round how often people were asked: again after each edit of what is approved, from 1
 * @param called the groups that were called, in order; the first is the rule's own
 * @param votes every answer, in order
 * @param involved who started or prepared the run, and so has no vote
 * @param ended how it ended; empty while it is open
 */
public record Approval(
    String id,
    String subject,
    String target,
    Optional<String> point,
    Optional<String> until,
    ApprovalRule rule,
    Instant askedAt,
    Instant expiresAt,
    Instant countsFrom,
    int round,
    List<String> called,
    List<Vote> votes,
    Set<String> involved,
    Optional<ApprovalState> ended) {
  public Approval {
    called = List.copyOf(called);
    votes = List.copyOf(votes);
    involved = Set.copyOf(involved);
  }

  /** Whose members may vote by now. */
  public List<String> groups() {
    return called;
  }

  /** How the votes stand. */
  public Tally tally(Function<String, ? extends Collection<String>> groupsOf, Instant now) {
    return Tally.of(this, groupsOf, now);
  }

  /** The vote of a person that stands, if there is one. */
  public Optional<Vote> voteOf(String person) {
    return votes.stream()
        .filter(vote -> vote.person().equals(person) && !isOutdated(vote))
        .reduce((a, b) -> b);
  }

  /** Whether a yes was given to something that was edited since. */
  boolean isOutdated(Vote vote) {
    boolean sawAnother = vote.round() > 0 && vote.round() < round;
    return vote.isYes() && (sawAnother || vote.at().isBefore(countsFrom));
  }

  /** Whether it was granted, and what was approved was not edited since. */
  public boolean isInForce() {
    return ended.filter(ApprovalState.GRANTED::equals).isPresent()
        && votes.stream().filter(vote -> vote.isYes() && !isOutdated(vote)).count()
            >= rule.required();
  }

  /**
   * Why a person may not vote now, as a sentence; empty where nothing stands against it. The same
   * answer for every way in.
   *
   * @param groups that the person is in
   */
  public Optional<String> objection(String person, Collection<String> groups, Instant now) {
    if (called.stream().noneMatch(groups::contains)) {
      return Optional.of("The approval is for members of " + called + ".");
    }
    if (involved.contains(person)) {
      return Optional.of("Nobody approves what they started or prepared themselves.");
    }
    if (ended.isPresent()) {
      return Optional.of("The approval is over: " + ended.orElseThrow().id() + ".");
    }
    if (!now.isBefore(expiresAt)) {
      return Optional.of("The approval expired at " + expiresAt + ", which counts as no.");
    }
    return voteOf(person)
        .map(vote -> "Nobody votes twice: you answered '" + vote.choice().id() + "' already.");
  }
}
