package io.drillbook.web;

import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditTopic;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody asks the auditor's desk for, in the words of an address. What cannot be read is
 * refused with status 400, and so is a parameter that there is none of: a search that leaves out a
 * condition because of a slip would show too much and look right.
 */
final class AuditAsk {
  static final String BEFORE = "before";
  static final String AFTER = "after";
  static final String FROM = "from";
  static final String TO = "to";
  static final String SYSTEM = "system";
  private static final String LIMIT = "limit";
  private static final int MOST = 1_000;
  private static final int LONGEST = 200;

  /** A year that a database can hold, whatever somebody types. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** The parameters of a search in the record. */
  static final Set<String> SEARCH =
      Set.of(
          "topic", "text", SYSTEM, "kind", "outcome", "actor", FROM, TO, "runKind", "verdict",
          BEFORE, AFTER, LIMIT);

  /** The parameters of a list of runs in a period. */
  static final Set<String> RUNS = Set.of(SYSTEM, FROM, TO, BEFORE, AFTER, LIMIT);

  private final Map<String, String> asked;

  AuditAsk(Map<String, String> asked, Set<String> known) {
    this.asked = asked;
    asked.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw unreadable("the parameter", name, "Known are " + sorted(known) + ".");
            });
  }

  AuditFilter filter() {
    return new AuditFilter(
        text("topic").map(this::topic).orElse(AuditTopic.KEY),
        text("text"),
        text(SYSTEM),
        text("kind").map(word -> oneOf("kind", word, EntryKind.values())),
        text("outcome"),
        text("actor"),
        start(),
        end(),
        text("runKind").map(word -> oneOf("runKind", word, RunKind.values())),
        text("verdict").map(word -> oneOf("verdict", word, Verdict.values())));
  }

  Place place(int size) {
    int limit = number(LIMIT, size, MOST);
    Optional<String> after = text(AFTER);
    return after.isPresent()
        ? new Place(position(AFTER, after.orElseThrow()), false, limit)
        : new Place(
            text(BEFORE).map(word -> position(BEFORE, word)).orElse(Long.MAX_VALUE), true, limit);
  }

  /** From when on; a day begins at midnight, UTC. */
  Optional<Instant> start() {
    return text(FROM).map(word -> time(FROM, word, 0));
  }

  /** Up to when; a day is meant with all of it. */
  Optional<Instant> end() {
    return text(TO).map(word -> time(TO, word, 1));
  }

  /** What was asked under a name; a field that was left empty is none. */
  Optional<String> text(String name) {
    Optional<String> word =
        Optional.ofNullable(asked.get(name)).map(String::strip).filter(it -> !it.isEmpty());
    word.filter(it -> it.length() > LONGEST || it.indexOf('\0') >= 0)
        .ifPresent(
            it -> {
              throw unreadable(name, "too long", "At most " + LONGEST + " characters.");
            });
    return word;
  }

  int number(String name, int otherwise, int most) {
    return text(name)
        .map(
            word -> {
              long number = position(name, word);
              if (number < 1 || number > most) {
                throw unreadable(name, word, "Ask for 1 to " + most + ".");
              }
              return (int) number;
            })
        .orElse(otherwise);
  }

  /** The constants of these words, separated by commas. */
  Set<RunKind> kinds(String name) {
    return text(name).stream()
        .flatMap(words -> Stream.of(words.split(",", -1)))
        .map(word -> oneOf(name, word.strip(), RunKind.values()))
        .collect(java.util.stream.Collectors.toSet());
  }

  private AuditTopic topic(String word) {
    return AuditTopic.of(word)
        .orElseThrow(
            () ->
                unreadable(
                    "topic",
                    word,
                    "Choose one of "
                        + Stream.of(AuditTopic.values()).map(AuditTopic::id).toList()));
  }

  private static <E extends Enum<E>> E oneOf(String name, String word, E[] values) {
    return Stream.of(values)
        .filter(value -> word(value).equals(word.toLowerCase(Locale.ROOT).replace('_', '-')))
        .findFirst()
        .orElseThrow(
            () ->
                unreadable(
                    name,
                    word,
                    "Choose one of " + Stream.of(values).map(AuditAsk::word).toList() + "."));
  }

  /** A constant as it stands in an address. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long position(String name, String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw unreadable(name, word, "Expected a number.");
    }
  }

  private static Instant time(String name, String word, int days) {
    try {
      Instant at =
          word.contains("T") || word.contains("t")
              ? OffsetDateTime.parse(word).toInstant()
              : LocalDate.parse(word).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
      if (!at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
        return at;
      }
    } catch (DateTimeException e) {
      // Told below, as a year that no database holds is.
    }
    throw unreadable(
        name, word, "Expected a day as 2026-11-21 (UTC), or a time as 2026-11-21T10:15:00Z.");
  }

  static Fault unreadable(String name, String word, String hint) {
    return new Fault(FaultCode.INPUT_INVALID, "unable to read " + name + ": '" + word + "'", hint);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
