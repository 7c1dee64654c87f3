package io.drillbook.domain.system;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code drillbook.yaml} says of evidence.
 *
 * @param signWith the key that signs periods, and packs of systems whose plan is gone
 * @param retain how long a pack is to be kept, counted from the end of its run
 * @param anchor where and when the heads of the records are anchored
 */
public record EvidenceRule(Optional<String> signWith, Optional<Duration> retain, Anchors anchor) {
  /** Nothing is said, and there is no vault to anchor in. */
  public static final EvidenceRule NONE =
      new EvidenceRule(Optional.empty(), Optional.empty(), Anchors.NONE);

  /**
   * How the heads of the records are anchored.
   *
   * @param vaults that get each anchor; none where nothing is anchored
   * @param schedule five cron fields in UTC; empty where nothing is anchored
   * @param signWith the key that signs anchors; the first plan's where it is empty
   */
  public record Anchors(List<String> vaults, Optional<String> schedule, Optional<String> signWith) {
    /** When nobody says otherwise. */
    public static final String SCHEDULE = "0 1 * * *";

    /** Nothing is anchored. */
    public static final Anchors NONE = new Anchors(List.of(), Optional.empty(), Optional.empty());

    public Anchors {
      vaults = List.copyOf(vaults);
    }

    /** Whether anything is anchored at all. */
    public boolean isOn() {
      return !vaults.isEmpty() && schedule.isPresent();
    }
  }
}
