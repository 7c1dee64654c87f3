package io.drillbook.usecase.log;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells of each trouble once, when it has lasted, and once that all of them are over. */
final class LogAlarm {
  /** A restart of the source's server is no reason to wake anybody. */
  private static final Duration LASTS = Duration.ofMinutes(1);

  private static final Set<LogTrouble> AT_ONCE = EnumSet.of(LogTrouble.GAP, LogTrouble.SLOT_GROWS);

  private final LogSubject subject;
  private final LogTools tools;
  private final LogBook book;
  private final Map<LogTrouble, Instant> since = new EnumMap<>(LogTrouble.class);

  LogAlarm(LogSubject subject, LogTools tools, LogBook book) {
    this.subject = subject;
    this.tools = tools;
    this.book = book;
  }

  /** What is wrong at this moment, with what is known of it. */
  void tell(Map<LogTrouble, String> troubles) {
    Instant now = tools.clock().instant();
    since.keySet().retainAll(troubles.keySet());
    Set<String> told = new TreeSet<>();
    for (Map.Entry<LogTrouble, String> one : troubles.entrySet()) {
      LogTrouble trouble = one.getKey();
      Instant began = since.computeIfAbsent(trouble, it -> now);
      boolean lasted = AT_ONCE.contains(trouble) || Since.passed(began, LASTS, now);
      if (book.state().told().contains(trouble.word())) {
        told.add(trouble.word());
      } else if (lasted) {
        tools.tell().trouble(subject.plan(), subject.source(), trouble, one.getValue());
        told.add(trouble.word());
      }
    }
    if (troubles.isEmpty() && !book.state().told().isEmpty()) {
      tools.tell().worksAgain(subject.plan(), subject.source());
    }
    book.change(it -> it.told(told));
  }
}
