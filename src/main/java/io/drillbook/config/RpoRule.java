package io.drillbook.config;

import io.drillbook.config.CronSchedule.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backup schedule must be able to keep the promise: between two due times no more may pass than
 * the strictest RPO. A plan that promises an hour on daily dumps is refused here, not found out in
 * the disaster.
 */
final class RpoRule {
  private static final List<String> SUGGESTIONS =
      List.of(
          "0 3 * * *",
          "0 */12 * * *",
          "0 */6 * * *",
          "0 */4 * * *",
          "0 */2 * * *",
          "0 * * * *",
          "*/30 * * * *",
          "*/15 * * * *",
          "*/10 * * * *",
          "*/5 * * * *",
          "* * * * *");

  private final Located plan;
  private final LogRule logs;
  private final Instant from;
  private final Findings findings;

  /**
   * The rule for one plan.
   *
   * @param logs knows the sources that do not depend on the schedule
   * @param from where the year begins whose due times are looked at
   */
  RpoRule(Located plan, LogRule logs, Instant from, Findings findings) {
    this.plan = plan;
    this.logs = logs;
    this.from = from;
    this.findings = findings;
  }

  void check() {
    plan.entries("sources").entrySet().stream()
        .filter(entry -> logs.keepsLog(entry.getValue()))
        .forEach(entry -> logs.check(entry.getKey(), entry.getValue(), rpo(entry, general())));
    Optional<Located> schedule = plan.at("backup", "schedule");
    Optional<Promise> strictest = strictest();
    if (schedule.isEmpty() || strictest.isEmpty()) {
      return;
    }
    ZoneId zone = plan.leaf(ZoneId.class, "zone").orElse(ZoneId.of("UTC"));
    Optional<Gap> gap = CronSchedule.of(schedule.get().text(), zone).largestGap(from);
    if (gap.isEmpty() || gap.get().length().compareTo(strictest.get().rpo()) > 0) {
      refuse(schedule.get(), strictest.get(), gap, zone);
    }
  }

  private void refuse(Located schedule, Promise promise, Optional<Gap> gap, ZoneId zone) {
    String rpo = DurationText.show(promise.rpo());
    String longest =
        gap.map(it -> show(it, zone)).orElse("more than a year passes between two backups");
    findings.add(
        schedule.place(),
        "unable to meet the RPO of %s of the source '%s' with the schedule: '%s'"
            .formatted(rpo, promise.source(), schedule.text()),
        "%s; expected at most %s%s%s."
            .formatted(
                longest,
                rpo,
                enough(promise.rpo(), zone).map(cron -> ", such as '" + cron + "'").orElse(""),
                gap.map(it -> ", or an RPO of at least " + DurationText.show(it.length()))
                    .orElse("")));
  }

  private static String show(Gap gap, ZoneId zone) {
    return "Up to %s pass between two backups (from %s to %s)"
        .formatted(
            DurationText.show(gap.length()),
            gap.begins().atZone(zone).toOffsetDateTime(),
            gap.ends().atZone(zone).toOffsetDateTime());
  }

  private Optional<String> enough(Duration rpo, ZoneId zone) {
    return SUGGESTIONS.stream()
        .filter(
            cron ->
                CronSchedule.of(cron, zone)
                    .largestGap(from)
                    .filter(gap -> gap.length().compareTo(rpo) <= 0)
                    .isPresent())
        .findFirst();
  }

  private Optional<Promise> strictest() {
    Duration general = general();
    return plan.entries("sources").entrySet().stream()
        .filter(entry -> !logs.keepsLog(entry.getValue()))
        .map(entry -> new Promise(entry.getKey(), rpo(entry, general)))
        .min((a, b) -> a.rpo().compareTo(b.rpo()));
  }

  private Duration general() {
    return CustomerShape.strictestRpo(plan).orElse(ChronoUnit.FOREVER.getDuration());
  }

  private static Duration rpo(Map.Entry<String, Located> source, Duration general) {
    return source.getValue().leaf(Duration.class, "rpo").orElse(general);
  }

  private record Promise(String source, Duration rpo) {}
}
