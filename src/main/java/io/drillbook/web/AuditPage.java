package io.drillbook.web;

import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.AuditTopic;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.audit.Page;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines of all records in words; the template adds none but headings.
 *
 * @param asked what stands in the fields of the search
 * @param older the address of the next page, empty on the last one
 */
record AuditPage(
    Map<String, String> asked,
    List<Option> topics,
    List<Option> kinds,
    List<Option> runKinds,
    List<Option> verdicts,
    List<Row> rows,
    String older,
    String newer) {
  static final PageTimes TIMES = new PageTimes(ZoneId.of("UTC"));
  private static final TimesInWords WORDS = new TimesInWords(ZoneId.of("UTC"));
  private static final String ANY = "any";

  /** An entry of a list to choose from. */
  record Option(String value, String title, boolean chosen) {}

  /**
   * A line.
   *
   * @param state its look
   * @param link where more of it stands; empty where there is nothing
   */
  record Row(
      long number,
      String time,
      String system,
      String about,
      String link,
      String name,
      String what,
      String details,
      String actor,
      String state) {
    static Row of(AuditLine found) {
      EntryDraft entry = found.line().entry();
      String system =
          found.run().map(run -> run.system()).orElse(entry.detail(ServerRecord.SYSTEM));
      boolean ofPlan = found.run().isEmpty() && !system.isEmpty();
      return new Row(
          found.number(),
          TIMES.full(entry.at()),
          system,
          found.run().map(run -> run.id()).orElse(ofPlan ? "plan of " + system : "installation"),
          found
              .run()
              .map(run -> "/runs/" + run.id())
              .orElse(ofPlan ? AuditLinks.plans(system) : ""),
          entry.name(),
          what(entry),
          WORDS.in(TimelineRow.details(shown(entry))),
          entry.actor(),
          state(entry));
    }

    private static String what(EntryDraft entry) {
      String kind = entry.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      boolean speaks = entry.kind() == EntryKind.FACT && !entry.outcome().isEmpty();
      return speaks || entry.outcome().isEmpty()
          ? (speaks ? entry.outcome() : kind)
          : kind + ": " + entry.outcome();
    }

    /** The digests of eighty files help nobody who reads. */
    private static EntryDraft shown(EntryDraft entry) {
      Map<String, String> details = new HashMap<>(entry.details());
      details.remove(ServerRecord.FILES);
      return entry.with(details);
    }

    private static String state(EntryDraft entry) {
      boolean people = AuditTopic.KEY.kinds().contains(entry.kind());
      return switch (entry.kind()) {
        case REFUSED, ATTEMPT_FAILED -> "bad";
        case DECISION -> "said";
        default -> people || AuditTopic.KEY.facts().contains(entry.outcome()) ? "" : "quiet";
      };
    }
  }

  static AuditPage of(Map<String, String> asked, Page<AuditLine> page) {
    return new AuditPage(
        asked,
        Stream.of(AuditTopic.values())
            .map(
                it ->
                    new Option(
                        it.id(),
                        it.title(),
                        it.id().equals(asked.getOrDefault("topic", AuditTopic.KEY.id()))))
            .toList(),
        options(asked.get("kind"), EntryKind.values()),
        options(asked.get("runKind"), RunKind.values()),
        options(asked.get("verdict"), Verdict.values()),
        page.items().stream().map(Row::of).toList(),
        AuditLinks.older("/audit", asked, page),
        AuditLinks.newer("/audit", asked, page));
  }

  /** What stands in a field. */
  public String field(String name) {
    return asked.getOrDefault(name, "");
  }

  static List<Option> options(String chosen, Enum<?>[] values) {
    return Stream.concat(
            Stream.of(new Option("", ANY, chosen == null || chosen.isEmpty())),
            Stream.of(values)
                .map(AuditAsk::word)
                .map(word -> new Option(word, word.replace('-', ' '), word.equals(chosen))))
        .toList();
  }
}
