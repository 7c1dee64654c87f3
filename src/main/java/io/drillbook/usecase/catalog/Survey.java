package io.drillbook.usecase.catalog;

import java.util.List;

/**
 * What one vault holds.
 *
 * @param points newest first within each system, systems by name
 * @param unknown keys of objects that belong to no recovery point
 * @param reserved keys of objects below a name with a leading underscore, which Drillbook keeps for
 *     itself, such as probes and holds
 */
public record Survey(
    String vault, List<FoundPoint> points, List<String> unknown, List<String> reserved) {
  public Survey {
    points = List.copyOf(points);
    unknown = List.copyOf(unknown);
    reserved = List.copyOf(reserved);
  }
}
