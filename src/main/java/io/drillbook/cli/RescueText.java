package io.drillbook.cli;

import io.drillbook.assembly.Rescue.Found;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.usecase.catalog.Condition;
import io.drillbook.usecase.catalog.FoundPoint;
import io.drillbook.usecase.catalog.Survey;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What vaults hold, as a tired person reads it. */
final class RescueText {
  private static final int SHOWN = 5;

  private final Found found;
  private final boolean unsigned;

  RescueText(Found found, boolean unsigned) {
    this.found = found;
    this.unsigned = unsigned;
  }

  void print(PrintWriter out) {
    for (Survey survey : found.surveys()) {
      out.println("Vault " + survey.vault());
      if (survey.points().isEmpty()) {
        out.println("holds no recovery point.");
      } else {
        out.println(Tables.of(header(), survey.points().stream().map(this::row).toList()));
        troubles(survey, out);
      }
      strays(survey, out);
      out.println();
    }
    newest(out);
    if (unsigned) {
      out.println(
          "Signatures were not checked: name the signer's public key by --signer before you trust"
              + " any of this.");
    }
  }

  /** Names vaults that could not be looked through: what they hold is unknown, not gone. */
  static void warn(Found found, PrintWriter err) {
    found
        .unreachable()
        .values()
        .forEach(fault -> err.println(fault.getMessage() + "\nHINT: " + fault.hint()));
    err.flush();
  }

  private static List<String> header() {
    return List.of("system", "point", "data as of (UTC)", "size", "sources", "state");
  }

  private List<String> row(FoundPoint point) {
    return List.of(
        point.system(),
        point.point(),
        point.manifest().map(RescueText::dataTime).orElse("-"),
        point.manifest().map(RescueText::bytes).orElse("-"),
        point.manifest().map(RescueText::sources).orElse("-"),
        state(point) + point.manifest().map(RescueText::lacks).orElse(""));
  }

  /** A point that lacks something must not look like the others. */
  private static String lacks(Manifest manifest) {
    return manifest.missing().isEmpty() ? "" : ", PARTIAL: without " + missing(manifest);
  }

  /** The names of what the point does not hold. */
  static String missing(Manifest manifest) {
    return manifest.missing().stream().map(MissingSource::source).collect(Collectors.joining(", "));
  }

  private static String state(FoundPoint point) {
    return switch (point.condition()) {
      case GOOD -> "good";
      case UNCHECKED -> "signature not checked";
      case FOREIGN -> "FOREIGN KEY";
      case BROKEN -> "BROKEN";
      case UNSEALED -> "unsealed";
    };
  }

  /** Of several sources the oldest: nothing in the point is older. */
  static String dataTime(Manifest manifest) {
    return manifest.sources().stream()
        .map(source -> source.dataTime())
        .min(java.util.Comparator.naturalOrder())
        .map(time -> Show.time(time, ZoneOffset.UTC))
        .orElse("-");
  }

  private static String bytes(Manifest manifest) {
    return Show.bytes(manifest.members().stream().mapToLong(Member::storedBytes).sum());
  }

  private static String sources(Manifest manifest) {
    return manifest.sources().stream()
        .map(source -> source.source() + " (" + source.kind() + ")")
        .collect(Collectors.joining(", "));
  }

  private static void troubles(Survey survey, PrintWriter out) {
    for (FoundPoint point : survey.points()) {
      if (!point.detail().isEmpty()) {
        out.println("  " + point.system() + "/" + point.point() + ": " + point.detail());
      }
      if (!point.strays().isEmpty()) {
        out.println(
            "  "
                + point.system()
                + "/"
                + point.point()
                + ": holds files that its manifest does not know: "
                + some(point.strays()));
      }
    }
  }

  private static void strays(Survey survey, PrintWriter out) {
    if (!survey.unknown().isEmpty()) {
      out.println(
          "  Belongs to no recovery point ("
              + survey.unknown().size()
              + "): "
              + some(survey.unknown()));
    }
  }

  private static String some(List<String> names) {
    return String.join(", ", names.stream().limit(SHOWN).toList())
        + (names.size() > SHOWN ? ", …" : "");
  }

  private void newest(PrintWriter out) {
    TreeMap<String, List<FoundPoint>> bySystem = new TreeMap<>();
    found.surveys().stream()
        .flatMap(survey -> survey.points().stream())
        .forEach(
            point -> bySystem.computeIfAbsent(point.system(), s -> new ArrayList<>()).add(point));
    bySystem.forEach(
        (system, points) ->
            out.println(
                points.stream()
                    .filter(point -> point.condition() == wanted())
                    .max(java.util.Comparator.comparing(FoundPoint::point))
                    .map(point -> "Newest " + word() + " one of " + system + ": " + point.point())
                    .orElse("NO " + word() + " recovery point of " + system + ".")));
  }

  private Condition wanted() {
    return unsigned ? Condition.UNCHECKED : Condition.GOOD;
  }

  private String word() {
    return unsigned ? "whole" : "good";
  }

  /** One line for each fault of a list, for people. */
  static String line(Fault fault) {
    return fault.getMessage() + " (" + fault.hint() + ")";
  }
}
