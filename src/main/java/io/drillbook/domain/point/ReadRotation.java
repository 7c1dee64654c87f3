package io.drillbook.domain.point;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which copies are read back now, so that all bytes of all copies are read once within a period.
 *
 * <p>A run takes every copy that would be overdue before the run after the next one: one run may
 * fail or be missed without the promise being broken. Then it fills up to its share of all bytes,
 * copies that were never read before the others, the longest unread first, so that work spreads
 * over the period.
 *
 * @param within the period
 * @param interval how long until the next run
 */
public record ReadRotation(Duration within, Duration interval) {
  /**
   * The copies to read, in order.
   *
   * @param copies all of a system; only good ones are read, others are repaired
   * @param since when this run began: what was read after it counts as done, so that a run that
   *     begins anew after a crash does not take its share twice
   */
  public List<PointCopy> due(List<PointCopy> copies, Instant since) {
    List<PointCopy> good = copies.stream().filter(copy -> copy.state() == CopyState.GOOD).toList();
    List<PointCopy> left =
        good.stream()
            .filter(copy -> copy.readAt().map(at -> at.isBefore(since)).orElse(true))
            .sorted(PointCopy.LONGEST_UNREAD)
            .toList();
    Instant last = since.plus(interval).plus(interval).minus(within);
    List<PointCopy> due = new ArrayList<>();
    left.stream().filter(copy -> !copy.unreadSince().isAfter(last)).forEach(due::add);
    fill(due, left, share(good) - bytes(good) + bytes(left));
    return List.copyOf(due);
  }

  /** Every copy that was not read since then, the longest unread first. */
  public static List<PointCopy> all(List<PointCopy> copies, Instant since) {
    return copies.stream()
        .filter(copy -> copy.state() == CopyState.GOOD)
        .filter(copy -> copy.readAt().map(at -> at.isBefore(since)).orElse(true))
        .sorted(PointCopy.LONGEST_UNREAD)
        .toList();
  }

  private static void fill(List<PointCopy> due, List<PointCopy> left, long share) {
    long taken = bytes(due);
    for (boolean neverRead : new boolean[] {true, false}) {
      for (PointCopy copy : left) {
        if (taken < share && copy.readAt().isEmpty() == neverRead && !due.contains(copy)) {
          due.add(copy);
          taken += weight(copy);
        }
      }
    }
  }

  private long share(List<PointCopy> good) {
    double part = (double) interval.toMillis() / Math.max(1, within.toMillis());
    return (long) Math.ceil(bytes(good) * Math.min(1, part));
  }

  private static long bytes(List<PointCopy> copies) {
    return copies.stream().mapToLong(ReadRotation::weight).sum();
  }

  /** A copy whose size nobody knows must not be free, or it would never fill a share. */
  private static long weight(PointCopy copy) {
    return Math.max(1, copy.bytes());
  }
}
