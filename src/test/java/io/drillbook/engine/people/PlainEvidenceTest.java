package io.drillbook.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlainEvidenceTest {
  private static final Instant AT = Instant.parse("2026-11-21T11:00:00Z");
  private static final StepRef STEP = StepRef.of("userTask_assessScope", "Assess scope");
  private final PlainEvidence evidence = new PlainEvidence(ZoneId.of("Europe/Berlin"));

  private String shown(String note) {
    return evidence.lines(Entries.fact(AT, STEP, "olga", "note", Map.of("note", note)));
  }

  @Test
  void timesAreInThePlansZoneAndLengthsInWords() {
    assertThat(shown("after 2026-11-21T11:33:37.355009Z (PT1H7M39.5S)"))
        .isEqualTo("- note: after Sat 21 Nov 12\\:33\\:37 CET (1 h 07 min)\n");
    assertThat(shown("2026-99-99T99:99:99Z PTX PT")).contains("2026-99-99T99").contains("PTX PT");
  }

  @Test
  void whatSomebodyWroteIsNoMarkupAndNoLink() {
    assertThat(shown("<b> [x](http://evil.example) www.evil.example a@b.c\n# head"))
        .isEqualTo(
            "- note: \\<b\\> \\[x\\](http\\://evil.example) www\\.evil.example a\\@b.c \\# head\n");
  }

  @Test
  void aScoreIsSaidInWords() {
    Map<String, String> score = new TreeMap<>(Map.of("rto", "PT1H", "achievedRto", "PT37S"));
    score.putAll(Map.of("rtoMet", "true", "rpoMet", "false"));
    assertThat(evidence.lines(Entries.fact(AT, STEP, "drillbook", "scored", score)))
        .isEqualTo(
            "- scored: achieved RTO: 37 s, RPO met: false, RTO: 1 h 00 min, RTO met: true\n");
  }

  @Test
  void aDecisionNamesWhoAndWhy() {
    assertThat(evidence.lines(Entries.decision(AT, STEP, "anna", Choice.REJECT, "not yet")))
        .isEqualTo("- decided by anna: reject, not yet\n");
  }
}
