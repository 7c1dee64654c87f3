package io.drillbook.engine.people;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Facts of the record as Markdown lines: times in the plan's zone, lengths in words. */
record PlainEvidence(ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss zzz", Locale.ENGLISH);
  private static final Pattern INSTANT =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z\\b");
  private static final Pattern LENGTH =
      Pattern.compile("\\bPT(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?\\b");

  /** One line for each gathered fact, else one line for the entry with its details. */
  String lines(EntryDraft entry) {
    if (entry.kind() == EntryKind.DECISION) {
      String reason = entry.detail(Entries.REASON);
      return "- decided by %s: %s%s\n"
          .formatted(
              plain(entry.actor()), entry.outcome(), reason.isEmpty() ? "" : ", " + plain(reason));
    }
    boolean gathered = "facts".equals(entry.outcome());
    List<String> pairs =
        entry.details().entrySet().stream()
            .filter(detail -> !Entries.SUBJECT.equals(detail.getKey()))
            .map(detail -> pair(entry, detail.getKey(), plain(detail.getValue())))
            .toList();
    return gathered
        ? pairs.stream().map(pair -> "- " + pair + "\n").collect(Collectors.joining())
        : "- " + entry.outcome() + ": " + String.join(", ", pairs) + "\n";
  }

  private static String pair(EntryDraft entry, String key, String value) {
    return key.equals(entry.outcome()) ? value : key + ": " + value;
  }

  /** What tools and people wrote must not become markup in the form of somebody else. */
  private String plain(String text) {
    String timed = INSTANT.matcher(text).replaceAll(this::time);
    return LENGTH
        .matcher(timed)
        .replaceAll(PlainEvidence::length)
        .replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1")
        .replaceAll("\\s+", " ");
  }

  // People's notes may hold what only looks like a time.
  private String time(MatchResult found) {
    try {
      return TIME.format(Instant.parse(found.group()).atZone(zone));
    } catch (DateTimeException e) {
      return found.group();
    }
  }

  private static String length(MatchResult found) {
    Duration length = Duration.parse(found.group());
    return length.toHours() > 0
        ? "%d h %02d min".formatted(length.toHours(), length.toMinutesPart())
        : "%d min %02d s".formatted(length.toMinutes(), length.toSecondsPart());
  }
}
