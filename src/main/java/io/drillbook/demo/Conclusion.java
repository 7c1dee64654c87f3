package io.drillbook.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The end of the demo: what was recovered, against what was promised, in figures. */
final class Conclusion {
  private final SampleSystem system;
  private final Proof proof;
  private final Narrator narrator;

  Conclusion(SampleSystem system, Proof proof, Narrator narrator) {
    this.system = system;
    this.proof = proof;
    this.narrator = narrator;
  }

  /**
   * Compares and tells.
   *
   * @param timeline of the incident, as the API gives it
   * @return whether the data is proven equal, the shop is served from standby and the verdict is
   *     good
   */
  boolean isGood(JsonNode timeline) throws SQLException {
    JsonNode score = timeline.path("score");
    JsonNode source = score.path("sources").path(0);
    Instant dataTime = Instant.parse(source.path("dataTime").asText());
    List<Customers.Promise> promises = system.customers().promises();
    narrator.gap();
    narrator.show(
        "PROOF: the standby against production as it was at "
            + dataTime.truncatedTo(ChronoUnit.SECONDS));
    boolean equal = proof.holds(system.standby(), promises, dataTime, narrator::show);
    boolean serves = serves();
    tellClocks(score, source);
    tellCustomers(promises, dataTime);
    String verdict = timeline.path("run").path("verdict").asText();
    boolean good = timeline.path("run").path("good").asBoolean() && equal && serves;
    narrator.gap();
    narrator.show(
        "VERDICT: "
            + verdict.toUpperCase(Locale.ROOT)
            + (equal ? ", data proven equal" : ", data NOT PROVEN EQUAL")
            + (serves ? "" : ", the shop is NOT SERVED from standby"));
    return good;
  }

  private boolean serves() {
    Web.Answer shop = Web.get(system.door().address() + "/status");
    boolean serves = shop.status() == 200 && shop.body().startsWith("standby");
    line("shop", "through HAProxy: " + shop.body().strip(), serves ? "served again" : "NOT SERVED");
    return serves;
  }

  private void tellClocks(JsonNode score, JsonNode source) {
    line(
        "RTO",
        "service confirmed %s after detection, %s allowed"
            .formatted(words(score.path("achievedRto")), words(score.path("rto"))),
        met(score.path("rtoMet")));
    line(
        "RPO",
        "%s of data lost, %s allowed"
            .formatted(words(source.path("achievedRpo")), words(source.path("rpo"))),
        met(source.path("met")));
  }

  private void tellCustomers(List<Customers.Promise> promises, Instant dataTime) {
    long lost =
        promises.stream()
            .filter(it -> it.confirmedAt().isAfter(dataTime))
            .filter(it -> it.confirmedAt().isBefore(proof.disasterAt()))
            .count();
    line(
        "customers",
        "%d orders after that instant are lost, %d were refused while the shop was down"
            .formatted(lost, system.customers().refused()),
        "");
  }

  private void line(String subject, String fact, String judgement) {
    narrator.show("  %-10s %-70s  %s".formatted(subject, fact, judgement).stripTrailing());
  }

  private static String words(JsonNode duration) {
    return Narrator.words(Duration.parse(duration.asText("PT0S")));
  }

  private static String met(JsonNode value) {
    return value.asBoolean() ? "met" : "MISSED";
  }
}
