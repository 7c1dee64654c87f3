package io.drillbook.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads all plans of a folder side by side, and refuses a second plan for the same system. */
final class PlanSet {
  private final PlanReader reader;

  PlanSet(PlanReader reader) {
    this.reader = reader;
  }

  /** Every file of the folder with what came of it, in the order of the names. */
  Map<Path, PlanReading> read(Path folder) throws IOException {
    Map<Path, PlanReading> readings = new LinkedHashMap<>();
    for (Path file : PlanReader.files(folder)) {
      readings.put(file, reader.read(file));
    }
    return withoutDoubles(readings);
  }

  /** The readings, with a finding at every file that names the system of an earlier one. */
  static Map<Path, PlanReading> withoutDoubles(Map<Path, PlanReading> readings) {
    Map<String, Path> owners = new LinkedHashMap<>();
    readings.forEach(
        (file, reading) ->
            reading
                .system()
                .filter(it -> isNamed(file, it))
                .ifPresent(it -> owners.putIfAbsent(it, file)));
    Map<Path, PlanReading> checked = new LinkedHashMap<>();
    readings.forEach(
        (file, reading) -> {
          reading.system().ifPresent(it -> owners.putIfAbsent(it, file));
          Optional<Path> first = reading.system().map(owners::get).filter(it -> !it.equals(file));
          checked.put(file, first.map(it -> second(file, reading, it)).orElse(reading));
        });
    return checked;
  }

  private static boolean isNamed(Path file, String system) {
    return file.getFileName().toString().startsWith(system + ".y");
  }

  private static PlanReading second(Path file, PlanReading reading, Path first) {
    List<Finding> findings = new ArrayList<>(reading.findings());
    findings.add(
        new Finding(
            file.toString(),
            reading.systemPlace().line(),
            reading.systemPlace().column(),
            "unable to take a second plan for the system: '" + reading.system().orElse("") + "'",
            "Expected one file per system; the first is '" + first + "'."));
    findings.sort(null);
    return new PlanReading(
        reading.system(),
        reading.systemPlace(),
        Optional.empty(),
        reading.text(),
        List.copyOf(findings));
  }
}
