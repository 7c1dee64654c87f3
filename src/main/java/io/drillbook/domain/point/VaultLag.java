package io.drillbook.domain.point;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one vault stands.
 *
 * @param behind recovery points that it should hold and does not
 * @param behindFor how long the oldest of them has been waiting; zero where there is none
 * @param bad copies that are damaged or gone
 * @param oldestUnread how long the copy that was not read back longest has been unread; empty where
 *     there is none
 */
public record VaultLag(
    String vault, long behind, Duration behindFor, long bad, Optional<Duration> oldestUnread) {

  /** One for each vault, in the order of the plan. */
  public static List<VaultLag> of(List<String> vaults, List<PointCopy> copies, Instant now) {
    List<VaultLag> all = new ArrayList<>();
    Set<String> each = new LinkedHashSet<>(vaults);
    for (String vault : each) {
      all.add(one(vault, copies.stream().filter(c -> c.vault().equals(vault)).toList(), now));
    }
    return List.copyOf(all);
  }

  private static VaultLag one(String vault, List<PointCopy> copies, Instant now) {
    List<PointCopy> behind =
        copies.stream().filter(copy -> copy.state() == CopyState.BEHIND).toList();
    long bad =
        copies.stream()
            .filter(copy -> copy.state() == CopyState.BAD || copy.state() == CopyState.MISSING)
            .count();
    Optional<Duration> unread =
        copies.stream()
            .filter(copy -> copy.state() == CopyState.GOOD)
            .map(copy -> copy.unreadFor(now))
            .max(Duration::compareTo);
    Duration waits =
        behind.stream()
            .map(copy -> copy.unreadFor(now))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return new VaultLag(vault, behind.size(), waits, bad, unread);
  }
}
