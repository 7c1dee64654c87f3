package io.drillbook.web;

import io.drillbook.domain.record.DetailNames;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineMoment;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.usecase.incident.RunAccount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the timeline on a page.
 *
 * @param elapsed since detection
 * @param state {@code now}, {@code bad}, {@code quiet} or empty; its look
 */
record TimelineRow(
    Instant at,
    String time,
    String elapsed,
    String what,
    String who,
    String outcome,
    String reason,
    String took,
    String state) {
  private static final Set<String> BAD =
      Set.of("refused", "warning", "lost", "cancelled", "reject", "abandon");

  static List<TimelineRow> all(RunAccount account, PageTimes times) {
    Timeline timeline = account.timeline();
    Map<Long, EntryDraft> lines =
        account.record().stream()
            .collect(Collectors.toMap(RecordEntry::number, RecordEntry::entry));
    Instant detected = timeline.run().detectedAt();
    return Stream.concat(
            timeline.steps().stream().map(step -> of(step, timeline.now(), detected, times)),
            timeline.moments().stream()
                .map(moment -> of(moment, lines.get(moment.number()), detected, times)))
        .sorted(Comparator.comparing(TimelineRow::at))
        .toList();
  }

  private static TimelineRow of(TimelineStep step, Instant now, Instant detected, PageTimes times) {
    boolean open = step.ended().isEmpty();
    String attempt = step.attempt() > 1 ? " (attempt " + step.attempt() + ")" : "";
    String subject = step.subject().isEmpty() ? "" : " " + step.subject();
    boolean failed = failed(step);
    return new TimelineRow(
        step.began(),
        times.brief(step.began()),
        PageTimes.since(detected, step.began()),
        step.name() + subject + attempt,
        step.actor(),
        open ? "goes on" : step.outcome(),
        step.reason(),
        PageTimes.length(step.length(now)),
        open ? "now" : failed ? "bad" : "");
  }

  /** The codes of faults are the only outcomes in capitals. */
  static boolean failed(TimelineStep step) {
    return step.outcome().matches("[A-Z_]{2,}") || BAD.contains(step.outcome());
  }

  private static TimelineRow of(
      TimelineMoment moment, EntryDraft line, Instant detected, PageTimes times) {
    String kind = moment.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    boolean bad = BAD.contains(kind) || BAD.contains(moment.outcome());
    String outcome =
        moment.kind() == EntryKind.FACT
            ? moment.outcome()
            : moment.outcome().isEmpty() ? kind : kind + ": " + moment.outcome();
    return new TimelineRow(
        moment.at(),
        times.brief(moment.at()),
        PageTimes.since(detected, moment.at()),
        moment.name(),
        moment.actor(),
        outcome,
        new TimesInWords(times.zone()).in(details(line)),
        "",
        bad ? "bad" : "quiet");
  }

  static String details(EntryDraft line) {
    if (line.kind() == EntryKind.RUN_STARTED || line.kind() == EntryKind.WARNING) {
      return "";
    }
    return line.details().entrySet().stream()
        .filter(detail -> !Entries.SUBJECT.equals(detail.getKey()) && !detail.getValue().isBlank())
        .map(
            detail ->
                isPlain(line, detail.getKey())
                    ? detail.getValue()
                    : DetailNames.inWords(detail.getKey()) + ": " + detail.getValue())
        .collect(Collectors.joining(" · "));
  }

  /** Whether the value speaks for itself. */
  private static boolean isPlain(EntryDraft line, String key) {
    return Entries.REASON.equals(key) || line.outcome().equals(key);
  }
}
