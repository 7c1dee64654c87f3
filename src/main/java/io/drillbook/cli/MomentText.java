package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.record.DetailNames;
import io.drillbook.domain.record.TimesInWords;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** A fact, decision, message or warning of the record in one line. */
final class MomentText {
  private static final int LONGEST = 240;

  /** Shown elsewhere, or of no use to who reads at night. */
  private static final Set<String> LEFT_OUT = Set.of("reason", "subject", "nature");

  private static final Set<String> SPEAKS_FOR_ITSELF =
      Set.of(
          "note", "check", "detail", "seen", "how", "place", "is", "output", "finding", "reason");

  private final JsonNode moment;
  private final JsonNode details;
  private final TimesInWords times;

  /** A moment, the record that holds the details of its line, and the zone of the table. */
  MomentText(JsonNode moment, JsonNode record, ZoneId zone) {
    this.moment = moment;
    this.times = new TimesInWords(zone);
    // Lines are numbered from 1 without a gap.
    this.details = record.path(moment.path("number").asInt() - 1).path("entry").path("details");
  }

  /** What happened, in words. */
  String text() {
    String outcome = moment.path("outcome").asText();
    return switch (moment.path("kind").asText()) {
      case "run-started" ->
          details.path("asserted").asBoolean()
              ? "entered later: asserted, not observed"
              : "run started";
      case "fact" -> withDetails(outcome);
      case "notified" -> details.has("subject") ? outcome : "told: " + outcome;
      case "service-confirmed" -> withDetails("SERVICE CONFIRMED");
      case "refused" -> withDetails("REFUSED to " + outcome);
      case "warning" -> "WARNING " + outcome;
      default -> (moment.path("kind").asText().replace('-', ' ') + " " + outcome).strip();
    };
  }

  private String withDetails(String outcome) {
    StringJoiner facts = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> detail : details.properties()) {
      if (!LEFT_OUT.contains(detail.getKey()) && !detail.getValue().asText().isBlank()) {
        String value = times.in(detail.getValue().asText()).replaceAll("\\s+", " ");
        facts.add(
            SPEAKS_FOR_ITSELF.contains(detail.getKey())
                ? value
                : DetailNames.inWords(detail.getKey()) + " " + value);
      }
    }
    if (facts.length() == 0) {
      return outcome;
    }
    String text = outcome + ": " + facts;
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
