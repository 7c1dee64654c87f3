package io.drillbook.domain.plan;

import java.time.Duration;
import java.util.List;

/**
 * Who is told where the first ones of an audience were not reached in time.
 *
 * @param after how long the first ones have
 */
public record SecondChannel(
    Duration after, List<String> oncall, List<String> managers, List<String> owner) {
  /** The time that the first ones have unless a plan says otherwise. */
  public static final Duration USUAL = Duration.ofMinutes(5);

  /** The longest time that a plan can give them. */
  public static final Duration LONGEST = Duration.ofHours(1);

  /** Nobody else is told. */
  public static final SecondChannel NONE =
      new SecondChannel(USUAL, List.of(), List.of(), List.of());

  public SecondChannel {
    oncall = List.copyOf(oncall);
    managers = List.copyOf(managers);
    owner = List.copyOf(owner);
  }
}
