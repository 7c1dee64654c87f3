package io.drillbook.driver.source.command;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the manifest tells of a capture. */
final class Facts {
  /** The count that every capture has. */
  static final String BYTES = "bytes handed over";

  static final String SUM = "sha256";
  static final String IDENTITY = "identity";
  static final String RESTORE = "restore";
  static final String RESTORE_BY_FILE = "restore reads a file";
  static final String NEEDS = "restore needs";

  private Facts() {}

  /** The facts; no secret is among them. */
  static Map<String, String> of(Spot spot, String sum, Optional<String> identity) {
    CommandSettings settings = spot.settings();
    Map<String, String> facts = new TreeMap<>();
    facts.put(SUM, sum);
    facts.put("program", spot.program().shown(CommandSettings.CAPTURE));
    facts.put("format", settings.format());
    identity.ifPresent(it -> facts.put(IDENTITY, it));
    if (settings.has(CommandSettings.RESTORE)) {
      Words words = new Words(settings.words(CommandSettings.RESTORE));
      facts.put(RESTORE, words.typed());
      facts.put(RESTORE_BY_FILE, String.valueOf(words.namesFile()));
      Map<String, String> needed = new TreeMap<>(settings.environment());
      settings.variables().keySet().forEach(name -> needed.put(Words.shellName(name), ""));
      facts.put(NEEDS, String.join(" ", needed.keySet()));
    }
    return facts;
  }
}
