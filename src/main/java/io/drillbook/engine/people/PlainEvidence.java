package io.drillbook.engine.people;

import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.record.DetailNames;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.TimesInWords;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Facts of the record as Markdown lines: times in the plan's zone, lengths in words. */
record PlainEvidence(ZoneId zone) {
  /** Everything that Markdown gives a meaning to, addresses that become links by themselves too. */
  private static final Pattern MARKUP = Pattern.compile("([\\\\`*_{}\\[\\]<>#|@:~!&])");

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
            .filter(detail -> !isForMachines(entry, detail.getKey()))
            .map(detail -> pair(entry, detail.getKey(), plain(detail.getValue())))
            .toList();
    return gathered
        ? pairs.stream().map(pair -> "- " + pair + "\n").collect(Collectors.joining())
        : "- " + entry.outcome() + ": " + String.join(", ", pairs) + "\n";
  }

  /** A path is told in one sentence; its parts stand beside it for the forecast. */
  private static boolean isForMachines(EntryDraft entry, String key) {
    return RecoveryPath.FACT.equals(entry.outcome()) && !Set.of("path", "why").contains(key);
  }

  private static String pair(EntryDraft entry, String key, String value) {
    return key.equals(entry.outcome()) ? value : DetailNames.inWords(key) + ": " + value;
  }

  /** What tools and people wrote must not become markup in the form of somebody else. */
  String plain(String text) {
    return MARKUP
        .matcher(new TimesInWords(zone).in(text))
        .replaceAll("\\\\$1")
        .replaceAll("(?i)www\\.", "www\\\\.")
        .replaceAll("\\s+", " ");
  }
}
