package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A run's timed record as a table that reads well at 3 a.m. */
final class TimelineText {
  private static final List<String> HEADER =
      List.of("time", "elapsed", "step", "who", "try", "outcome", "took");

  /** The date and the zone stand above the table; rows stay short enough for a terminal. */
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private static final DateTimeFormatter DAY_AND_CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final JsonNode answer;
  private final JsonNode run;
  private final ZoneId zone;
  private final Instant detected;

  TimelineText(JsonNode answer) {
    this.answer = answer;
    this.run = answer.path("run");
    this.zone = ZoneId.of(answer.path("zone").asText("UTC"));
    this.detected = Instant.parse(run.path("detectedAt").asText());
  }

  String header() {
    boolean open = !Show.has(run.path("endedAt"));
    return String.join(
        "\n",
        run.path("id").asText(),
        "system    " + run.path("system").asText(),
        "scenario  " + Show.text(run.path("scenario")),
        "detected  " + Show.time(detected, zone) + " (" + zone + ")",
        "begun by  " + run.path("startedBy").asText(),
        "verdict   "
            + (open
                ? "still open"
                : Show.text(run.path("verdict")).toUpperCase(java.util.Locale.ROOT)));
  }

  /** Steps, and what took no time between them. */
  String everything() {
    List<Row> rows = new ArrayList<>();
    answer.path("steps").forEach(step -> rows.add(step(step)));
    answer.path("moments").forEach(moment -> rows.add(moment(moment)));
    return table(rows);
  }

  /** Steps alone. */
  String steps() {
    List<Row> rows = new ArrayList<>();
    answer.path("steps").forEach(step -> rows.add(step(step)));
    return table(rows);
  }

  /** The clocks, and what was lost. */
  String footer() {
    JsonNode clocks = answer.path("clocks");
    List<String> lines = new ArrayList<>();
    lines.add(rto(clocks));
    lines.add("machine time                    " + Show.duration(clocks.path("machine")));
    lines.add("waiting for people              " + Show.duration(clocks.path("people")));
    lines.add("neither                         " + Show.duration(clocks.path("idle")));
    for (JsonNode source : answer.path("score").path("sources")) {
      lines.add(
          "%-32s%s of data%s (data of %s, recovery point %s)"
              .formatted(
                  "lost of " + source.path("source").asText(),
                  Show.duration(source.path("achievedRpo")),
                  objective(source.path("rpo"), source.path("met").asBoolean(), "RPO"),
                  Show.time(source.path("dataTime"), zone),
                  source.path("point").asText()));
    }
    return String.join("\n", lines);
  }

  /** Who is waited for. */
  String waiting() {
    List<String> lines = new ArrayList<>();
    for (JsonNode task : answer.path("waiting")) {
      lines.add(
          "WAITING for %s: %s, since %s (%s)"
              .formatted(
                  Show.text(task.path("actor")),
                  task.path("name").asText(),
                  Show.time(task.path("began"), zone),
                  Show.duration(task.path("duration"))));
    }
    return lines.isEmpty() ? "Nobody is waited for." : String.join("\n", lines);
  }

  private String rto(JsonNode clocks) {
    if (run.path("verdict").asText().equals("asserted")) {
      return "detection to service back       %s, asserted, not observed%s"
          .formatted(
              Show.duration(clocks.path("total")),
              objective(answer.path("score").path("rto"), null, "RTO"));
    }
    JsonNode score = answer.path("score");
    boolean applies = Duration.parse(score.path("rto").asText("PT0S")).toSeconds() > 0;
    boolean running = clocks.path("running").asBoolean();
    String assumed = run.path("rtoAssumed").asBoolean() ? ", the strictest of the plan" : "";
    String end =
        running
            ? " so far"
            : score.path("confirmed").asBoolean() ? "" : " to the end, not confirmed";
    return "detection to service confirmed  "
        + Show.duration(clocks.path("total"))
        + end
        + (applies
            ? objective(score.path("rto"), running ? null : score.path("rtoMet").asBoolean(), "RTO")
                + assumed
            : "");
  }

  private static String objective(JsonNode allowed, Boolean met, String what) {
    if (!Show.has(allowed)) {
      return "";
    }
    String verdict = met == null ? "" : met ? " met" : " MISSED";
    return ", " + what + " " + Show.duration(allowed) + verdict;
  }

  private Row step(JsonNode step) {
    String subject = step.path("subject").asText();
    boolean open = !Show.has(step.path("ended"));
    return new Row(
        Instant.parse(step.path("began").asText()),
        step.path("name").asText() + (subject.isEmpty() ? "" : " " + subject),
        step.path("actor").asText(),
        step.path("attempt").asInt() == 0 ? "" : step.path("attempt").asText(),
        outcome(step, open) + reason(step),
        Show.duration(step.path("duration")));
  }

  private static String outcome(JsonNode step, boolean open) {
    if (open) {
      return "goes on";
    }
    return Show.has(step.path("outcome")) && !step.path("outcome").asText().isEmpty()
        ? step.path("outcome").asText()
        : "done";
  }

  private Row moment(JsonNode moment) {
    return new Row(
        Instant.parse(moment.path("at").asText()),
        moment.path("name").asText(),
        moment.path("actor").asText(),
        "",
        new MomentText(moment, answer.path("record"), zone).text() + reason(moment),
        "");
  }

  private static String reason(JsonNode node) {
    String reason = node.path("reason").asText();
    return reason.isEmpty() ? "" : ": " + reason.replaceAll("\\s+", " ");
  }

  private String table(List<Row> rows) {
    boolean oneDay = rows.stream().allMatch(row -> day(row.at()).equals(day(detected)));
    return Tables.of(
        HEADER,
        rows.stream()
            .sorted(Comparator.comparing(Row::at))
            .map(
                row ->
                    List.of(
                        (oneDay ? CLOCK : DAY_AND_CLOCK).format(row.at().atZone(zone)),
                        Show.elapsed(detected, row.at()),
                        row.step(),
                        row.who(),
                        row.attempt(),
                        row.outcome(),
                        row.took()))
            .toList());
  }

  private LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  private record Row(
      Instant at, String step, String who, String attempt, String outcome, String took) {}
}
