package io.drillbook.domain.record;

import io.drillbook.domain.plan.EvidenceTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was agreed before a run: written down when it starts, because a plan that is edited later
 * must not change what was assumed.
 */
public final class AgreedTerms {
  /** The outcome of the line. */
  public static final String AGREED = "agreed";

  private static final String RISK = "risk reference";
  private static final String ANNOUNCED = "announced";
  private static final String ASSUMPTION = "assumption ";
  private static final String CRITERION = "success criterion ";
  private static final String PARTY = "third party ";

  private AgreedTerms() {}

  /** The line of the record; none where the plan says nothing. */
  public static Optional<EntryDraft> line(Instant at, String actor, EvidenceTerms terms) {
    if (terms.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> details = new TreeMap<>();
    terms.riskReference().ifPresent(it -> details.put(RISK, it));
    terms.announced().ifPresent(it -> details.put(ANNOUNCED, it.toString()));
    number(details, ASSUMPTION, terms.assumptions());
    number(details, CRITERION, terms.successCriteria());
    number(details, PARTY, terms.thirdParties());
    return Optional.of(Entries.fact(at, StepRef.wholeRun("Agreed before"), actor, AGREED, details));
  }

  private static void number(Map<String, String> details, String key, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      details.put(key + (i + 1), texts.get(i));
    }
  }

  /** What a record says. */
  public static EvidenceTerms of(List<RecordEntry> lines) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.FACT && entry.outcome().equals(AGREED))
        .findFirst()
        .map(AgreedTerms::read)
        .orElse(EvidenceTerms.NONE);
  }

  private static EvidenceTerms read(EntryDraft line) {
    return new EvidenceTerms(
        Optional.of(line.detail(RISK)).filter(it -> !it.isEmpty()),
        Optional.of(line.detail(ANNOUNCED)).filter(it -> !it.isEmpty()).map(Boolean::valueOf),
        numbered(line, ASSUMPTION),
        numbered(line, CRITERION),
        numbered(line, PARTY));
  }

  private static List<String> numbered(EntryDraft line, String key) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; !line.detail(key + i).isEmpty(); i++) {
      texts.add(line.detail(key + i));
    }
    return texts;
  }
}
