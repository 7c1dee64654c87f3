package io.drillbook.usecase.log;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.log.LogSource;
import java.util.Locale;

/**
 * One source whose log is kept.
 *
 * @param plan in force
 * @param source its name in the plan
 * @param log how its kind does it
 */
public record LogSubject(ProtectionPlan plan, String source, LogSource log) {
  private static final int SLOT_LENGTH = 63;

  String system() {
    return plan.system();
  }

  Settings settings() {
    return plan.source(source).settings();
  }

  /** Tells this receiver from others at the same server. */
  String name() {
    String words =
        ("drillbook_" + system() + "_" + source)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_]", "_");
    return words.substring(0, Math.min(SLOT_LENGTH, words.length()));
  }

  /** Whether the source's server keeps back for the one what it keeps back for the other. */
  public boolean isKeptBackAs(LogSubject other) {
    return place().equals(other.place());
  }

  /** Where the source's server keeps the log back, in its own words. */
  public String place() {
    return log.place(name(), settings());
  }

  /** For people: the system and the source. */
  public String inWords() {
    return system() + "/" + source;
  }
}
