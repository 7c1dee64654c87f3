package io.drillbook.config;

import io.drillbook.domain.plan.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sources whose log is kept continuously may promise a shorter RPO than the time between two
 * backups, but none shorter than the time between two marks in the log.
 */
final class LogRule {
  private static final String LOG = "log";
  private static final String MARK_EVERY = "mark-every";
  private static final Duration USUALLY = Duration.ofMinutes(1);

  private final Map<String, List<Setting>> kinds;
  private final Findings findings;

  /**
   * The rule.
   *
   * @param kinds of sources, with their settings
   */
  LogRule(Map<String, List<Setting>> kinds, Findings findings) {
    this.kinds = kinds;
    this.findings = findings;
  }

  /** Whether the source's log is kept. */
  boolean keepsLog(Located source) {
    boolean can =
        source
            .at("kind")
            .map(kind -> kinds.getOrDefault(kind.text(), List.of()))
            .filter(settings -> settings.stream().anyMatch(it -> it.key().equals(MARK_EVERY)))
            .isPresent();
    return can && source.leaf(Boolean.class, LOG).orElse(true);
  }

  /** Checks what such a source promises. */
  void check(String name, Located source, Duration rpo) {
    Duration every = source.leaf(String.class, MARK_EVERY).map(Duration::parse).orElse(USUALLY);
    if (every.compareTo(rpo) >= 0) {
      findings.add(
          source.at(MARK_EVERY).orElse(source).place(),
          "unable to meet the RPO of %s of the source '%s' with a mark every: '%s'"
              .formatted(DurationText.show(rpo), name, DurationText.show(every)),
          "Expected a shorter 'mark-every', such as half the RPO: what was committed since the last"
              + " mark is not known to be kept.");
    }
  }
}
