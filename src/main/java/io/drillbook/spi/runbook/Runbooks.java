package io.drillbook.spi.runbook;

import java.util.Map;

/** Starts runbooks on the engine. */
public interface Runbooks {
  /**
   * Starts a run; returns as soon as the engine has durably taken it over.
   *
   * @param processId such as {@code take-backup}
   * @param runId the run's id, used as business key; starting the same id twice is refused
   * @param variables names {@code system}, {@code scenario}, {@code detectedAt} (ISO instant),
   *     {@code target}, {@code point}, {@code source}, {@code until}, {@code overrideReason}; only
   *     text, only those that are known
   * @param actor the person, or {@code timer:<schedule>}
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where the person may not
   */
  void start(String processId, String runId, Map<String, String> variables, String actor);
}
