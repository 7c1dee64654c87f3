package io.drillbook.domain.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is made good of due times that were missed. */
public enum CatchUp {
  /** Nothing: the next due time is soon enough. */
  NONE,
  /** One run in place of all of them. */
  ONE,
  /** A run for each, one after another; for work that is harmless when it piles up. */
  ALL;

  /** As a plan says it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word. */
  public static Optional<CatchUp> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** The words of these. */
  public static List<String> words(CatchUp... some) {
    return Arrays.stream(some).map(CatchUp::word).toList();
  }
}
