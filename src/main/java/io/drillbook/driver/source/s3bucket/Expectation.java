package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan relies on; what it does not name may be as it likes.
 *
 * @param fails whether the capture fails where something is otherwise, or only says so
 */
record Expectation(
    Optional<String> versioning,
    Optional<Long> noncurrentDays,
    Optional<String> lock,
    Optional<Boolean> replication,
    boolean fails) {
  private static final String DAYS = "expect-noncurrent-days";
  private static final String REPLICATION = "expect-replication";

  static Expectation of(Settings settings) {
    return new Expectation(
        word(settings, "expect-versioning", Set.of("enabled", "suspended", "off")),
        settings.values().containsKey(DAYS)
            ? Optional.of(settings.number(DAYS, 0))
            : Optional.empty(),
        word(settings, "expect-lock", Set.of("compliance", "governance", "enabled", "off")),
        settings.values().containsKey(REPLICATION)
            ? Optional.of(settings.flag(REPLICATION, false))
            : Optional.empty(),
        word(settings, "on-drift", Set.of("fail", "warn")).orElse("fail").equals("fail"));
  }

  /** What is otherwise, in words; empty where all holds. */
  List<String> drift(BucketState state) {
    List<String> drift = new ArrayList<>();
    versioning.ifPresent(word -> compare("versioning", word, state.versioning(), drift));
    noncurrentDays.ifPresent(
        days -> compare("days of replaced versions", days.toString(), state.days(), drift));
    lock.ifPresent(word -> compare("object lock", word, state.lock(), drift));
    replication.ifPresent(
        wanted -> compare("replication", wanted ? "on" : "off", state.replication(), drift));
    return drift;
  }

  private static void compare(String what, String expected, String found, List<String> drift) {
    if (!expected.equals(found)) {
      drift.add(what + " is " + found + " instead of " + expected);
    }
  }

  private static Optional<String> word(Settings settings, String key, Set<String> known) {
    Optional<String> word = settings.optionalText(key).map(text -> text.toLowerCase(Locale.ROOT));
    word.filter(text -> !known.contains(text))
        .ifPresent(
            text -> {
              throw BucketSettings.invalid(key, text, "It may be one of " + known + ".");
            });
    return word;
  }
}
