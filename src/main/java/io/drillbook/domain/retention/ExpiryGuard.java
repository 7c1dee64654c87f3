package io.drillbook.domain.retention;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.PointState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether anything may expire now at all, and what somebody must be asked first.
 *
 * @param failedBackup the newest backup run that ended, where it did not end well
 * @param freshUntil until when the newest copy is fresh enough: its next backup is due, and the RPO
 *     is not over; empty where there is no copy
 * @param storeAhead how far each vault's clock is ahead of ours
 * @param lastLooked when retention was applied before
 * @param nextExpected when it should be applied again after that; empty without a schedule
 */
public record ExpiryGuard(
    Instant now,
    Retention retention,
    Optional<String> failedBackup,
    Optional<Instant> freshUntil,
    Map<String, Duration> storeAhead,
    Optional<Instant> lastLooked,
    Optional<Instant> nextExpected) {
  /** A pause longer than this beyond the schedule may be a clock that jumped. */
  public static final Duration PAUSE = Duration.ofDays(7);

  public ExpiryGuard {
    storeAhead = new TreeMap<>(storeAhead);
  }

  /** Why nothing may expire now, whoever says yes. */
  public List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    if (retention.daily() + retention.weekly() + retention.monthly() == 0) {
      refusals.add("the plan wants no day, no week and no month: that would remove nearly all");
    }
    failedBackup.ifPresent(run -> refusals.add("the newest backup did not end well: " + run));
    if (freshUntil.isEmpty()) {
      refusals.add("there is no usable recovery point");
    }
    freshUntil
        .filter(now::isAfter)
        .ifPresent(
            limit ->
                refusals.add(
                    "the newest recovery point is too old: a newer one was due by " + limit));
    storeAhead.forEach(
        (vault, ahead) -> {
          if (ahead.abs().compareTo(RetentionRule.SKEW) > 0) {
            refusals.add(
                "the clock of the vault '"
                    + vault
                    + "' and ours differ by "
                    + ahead.abs().toMinutes()
                    + " minutes");
          }
        });
    return List.copyOf(refusals);
  }

  /** What somebody must confirm before these points expire. */
  public List<String> questions(List<Judgement> judgements) {
    List<String> questions = new ArrayList<>();
    lastLooked
        .filter(last -> now.isBefore(last.minus(RetentionRule.SKEW)))
        .ifPresent(
            last ->
                questions.add(
                    "the clock went back: it is " + now + ", and was " + last + " before"));
    nextExpected
        .filter(due -> now.isAfter(due.plus(PAUSE)))
        .ifPresent(
            due ->
                questions.add(
                    "retention was due " + due + " and it is " + now + ": is this clock right?"));
    share(judgements).ifPresent(questions::add);
    return List.copyOf(questions);
  }

  /** One may always go; points whose removal has begun were counted then. */
  private Optional<String> share(List<Judgement> judgements) {
    List<Judgement> counted =
        judgements.stream()
            .filter(it -> it.point().state() != PointState.CAPTURING)
            .filter(it -> !it.has(Why.Kind.LEAVING))
            .toList();
    long going = counted.stream().filter(it -> !it.keep()).count();
    if (going <= 1 || going * 100 <= (long) retention.approveAbove() * counted.size()) {
      return Optional.empty();
    }
    return Optional.of(
        going
            + " of "
            + counted.size()
            + " recovery points would go at once; the plan allows "
            + retention.approveAbove()
            + " %");
  }
}
