package io.drillbook.usecase.paper;

import java.util.List;

/**
 * A model as it is printed.
 *
 * @param explanation when to use it, who takes part, what it assumes of the RTO
 * @param steps every node, in the order of reading
 */
record PaperModel(String name, String explanation, List<PaperStep> steps) {
  PaperModel {
    steps = List.copyOf(steps);
  }
}
