package io.drillbook.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong in one file, so that a person sees all of it at once. */
final class Findings {
  private final String file;
  private final List<Finding> found = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void add(Place place, String problem, String expected) {
    found.add(new Finding(file, place.line(), place.column(), problem, expected));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Finding> sorted() {
    return found.stream().sorted().distinct().toList();
  }
}
