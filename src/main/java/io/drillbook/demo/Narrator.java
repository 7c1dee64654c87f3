package io.drillbook.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Tells the person what happens, each event with the time since the demo began. */
final class Narrator {
  private final Clock clock;
  private final Consumer<String> out;
  private final Instant begin;

  Narrator(Clock clock, Consumer<String> out) {
    this.clock = clock;
    this.out = out;
    this.begin = clock.instant();
  }

  /** An event. */
  void say(String event) {
    Duration since = Duration.between(begin, clock.instant());
    out.accept("%3d:%02d  %s".formatted(since.toMinutes(), since.toSecondsPart(), event));
  }

  /** Lines that stand for themselves. */
  void show(String text) {
    if (text.isEmpty()) {
      out.accept(text);
    }
    text.lines().forEach(out);
  }

  void gap() {
    out.accept("");
  }

  /** A duration in the unit that people would say: {@code 41 s}, {@code 30 min}, {@code 4 h}. */
  static String words(Duration duration) {
    if (duration.toSeconds() < 120) {
      return duration.toSeconds() + " s";
    }
    return duration.toMinutes() < 120 ? duration.toMinutes() + " min" : duration.toHours() + " h";
  }
}
