package io.drillbook.usecase.paper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the nodes of a model into the order in which a person with a sheet of paper needs them:
 * nothing before what leads to it, and what may go wrong right after the step where it does. What
 * no way leads to is kept: on paper nothing may be missing.
 */
final class ReadingOrder {
  private final Map<String, PaperStep> nodes = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Deque<PaperStep> order = new ArrayDeque<>();

  private ReadingOrder(List<PaperStep> scope) {
    scope.forEach(node -> nodes.put(node.id(), node));
  }

  /** The same nodes, in order. */
  static List<PaperStep> of(List<PaperStep> scope) {
    ReadingOrder reading = new ReadingOrder(scope);
    List<PaperStep> last = new ArrayList<>(scope);
    Collections.reverse(last);
    Set<String> led = new HashSet<>();
    scope.forEach(node -> node.ways().forEach(way -> led.add(way.to())));
    // What is visited last comes to stand first: whatever nothing leads to goes to the end.
    last.stream()
        .filter(it -> it.host().isEmpty() && !led.contains(it.id()) && !isStart(it))
        .forEach(reading::visit);
    last.stream().filter(ReadingOrder::isStart).forEach(reading::visit);
    last.stream().filter(it -> !reading.seen.contains(it.id())).forEach(reading::visit);
    return List.copyOf(reading.order);
  }

  private static boolean isStart(PaperStep node) {
    return node.kind().equals("startEvent");
  }

  private void visit(PaperStep node) {
    if (node == null || !seen.add(node.id())) {
      return;
    }
    List<PaperWay> ways = node.ways();
    for (int i = ways.size() - 1; i >= 0; i--) {
      visit(nodes.get(ways.get(i).to()));
    }
    List<PaperStep> exceptions =
        nodes.values().stream().filter(it -> it.host().equals(node.id())).toList();
    for (int i = exceptions.size() - 1; i >= 0; i--) {
      visit(exceptions.get(i));
    }
    order.addFirst(node);
  }
}
