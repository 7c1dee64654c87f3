package io.drillbook.web.evidence;

import io.drillbook.domain.record.TimesInWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Times and texts as the report prints them. */
record PaperWords(ZoneId zone) {
  /** What is longer is cut: the report is for people, evidence.json has all of it. */
  static final int MOST_CHARACTERS = 1200;

  static final String NOTHING = "–";

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss z", Locale.ENGLISH);
  private static final DateTimeFormatter BRIEF =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

  String full(Instant at) {
    return FULL.format(at.atZone(zone));
  }

  String full(Optional<Instant> at) {
    return at.map(this::full).orElse(NOTHING);
  }

  String brief(Instant at) {
    return BRIEF.format(at.atZone(zone));
  }

  static String length(Duration length) {
    return TimesInWords.words(length);
  }

  static String orNothing(String text) {
    return text.isEmpty() ? NOTHING : cut(text);
  }

  static String orNothing(Optional<String> text) {
    return orNothing(text.orElse(""));
  }

  /** Details as "key: value"; what speaks for itself without its key. */
  static String details(Map<String, String> details) {
    return details.entrySet().stream()
        .filter(it -> !it.getValue().isBlank())
        .map(it -> it.getKey() + ": " + it.getValue())
        .collect(Collectors.joining(" · "));
  }

  static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0;
    return text.substring(0, MOST_CHARACTERS - end)
        + " … (cut here: "
        + text.length()
        + " characters, all of them in evidence.json)";
  }
}
