package io.drillbook.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogManifest;

/** What a stored piece of a log is, as JSON: one field to a line, instants in ISO 8601. */
final class LogManifestJson {
  static final int FORMAT_VERSION = 1;

  private LogManifestJson() {}

  static String write(LogManifest manifest) {
    return ManifestJson.lines(manifest);
  }

  /** Reads what {@link #write} wrote; its signature was checked before. */
  static LogManifest read(String text, String key) {
    LogManifest manifest;
    try {
      manifest = ManifestJson.MAPPER.readValue(text, LogManifest.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw invalid(key, "it is no manifest", "Was it written by another program?", e);
    }
    if (manifest == null || manifest.formatVersion() > FORMAT_VERSION) {
      throw invalid(key, "its format is newer", "Use a newer Drillbook.", null);
    }
    return manifest;
  }

  private static Fault invalid(String key, String why, String hint, Throwable cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read what a piece of a log is, " + why + ": '" + key + "'",
        hint,
        cause);
  }
}
