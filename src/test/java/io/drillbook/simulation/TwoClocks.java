package io.drillbook.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The world's time, and our server's clock, which may be wrong. */
final class TwoClocks extends Clock {
  private Instant world;
  private Duration ahead = Duration.ZERO;

  TwoClocks(Instant begin) {
    world = begin;
  }

  /** What the world's clock says: the store's clock is right. */
  Instant world() {
    return world;
  }

  /** How far our clock is ahead of the world's. */
  Duration ahead() {
    return ahead;
  }

  void pass(Duration time) {
    world = world.plus(time);
  }

  /** Our clock jumps, as after a dead battery or a wrong time server. */
  void jump(Duration by) {
    ahead = ahead.plus(by);
  }

  /** Somebody sets our clock right. */
  void correct() {
    ahead = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return world.plus(ahead);
  }

  @Override
  public String toString() {
    return "it is " + world + ", our clock is ahead by " + ahead;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock lives in UTC");
  }
}
