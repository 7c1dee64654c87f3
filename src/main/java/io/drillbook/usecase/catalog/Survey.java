package io.drillbook.usecase.catalog;

import java.util.List;

/**
 * What one vault holds.
 *
 * @param points newest first within each system, systems by name
 * @param unknown keys of objects that belong to no recovery point
 */
public record Survey(String vault, List<FoundPoint> points, List<String> unknown) {
  public Survey {
    points = List.copyOf(points);
    unknown = List.copyOf(unknown);
  }
}
