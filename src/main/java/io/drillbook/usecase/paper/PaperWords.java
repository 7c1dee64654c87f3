package io.drillbook.usecase.paper;

import java.util.List;
import java.util.Map;

/**
 * What a node of a model is called on paper.
 *
 * @param numbers of the nodes on the paper, by their ids
 * @param nodes of the model by their ids
 * @param sections numbers of the models on the paper
 */
record PaperWords(
    Map<String, String> numbers, Map<String, PaperStep> nodes, Map<String, Integer> sections) {

  String title(PaperStep step) {
    String words = step.words();
    return switch (step.kind()) {
      case "startEvent" -> "Begins: " + words + due(step);
      case "endEvent" ->
          "Ends: " + words + (step.event().equals("terminate") ? " (all of it)" : "");
      case "boundaryEvent" ->
          (step.event().equals("timer") ? "When time is up: " : "If it comes to this: ") + words;
      case "intermediateCatchEvent" -> "Wait: " + words + due(step);
      case "intermediateThrowEvent" -> "Reached: " + words;
      case "exclusiveGateway", "inclusiveGateway" ->
          step.ways().size() > 1 ? words : "Ways meet: " + words;
      case "parallelGateway" ->
          step.ways().size() > 1 ? "At the same time: " + words : "When all are done: " + words;
      case "eventBasedGateway" -> "Whichever comes first: " + words;
      case "subProcess", "transaction", "adHocSubProcess" -> words + ": what is set in below";
      default -> words;
    };
  }

  private static String due(PaperStep step) {
    return switch (step.event()) {
      case "timer" -> " (by the clock)";
      case "message", "signal" -> " (somebody tells)";
      default -> "";
    };
  }

  /** Who does it, with room for the time. */
  String who(PaperStep step) {
    if (!step.host().isEmpty()) {
      String at = "at " + place(step.host());
      return (step.interrupts() ? at + ", which ends by it" : at + ", which goes on")
          + "; time: ______";
    }
    if (step.isEvent()) {
      return "";
    }
    if (step.isGateway()) {
      return step.ways().size() > 1 ? "answer: ______" : "";
    }
    String who = step.calls().isEmpty() ? step.who() : "see section " + section(step.calls());
    return who + "; began: ______ ended: ______ by: ______";
  }

  private String section(String model) {
    return sections.get(model) + ", " + model;
  }

  /** Where it goes on; nothing where that is the next line. */
  List<String> ways(PaperStep step, String next) {
    if (step.ways().size() == 1) {
      PaperWay only = step.ways().get(0);
      return only.to().equals(next) && only.label().isEmpty()
          ? List.of()
          : List.of((only.label().isEmpty() ? "then" : only.label()) + " → " + place(only.to()));
    }
    boolean asks = step.kind().equals("exclusiveGateway") || step.kind().equals("inclusiveGateway");
    return step.ways().stream()
        .map(way -> (asks ? answer(way) : "") + "→ " + place(way.to()))
        .toList();
  }

  private static String answer(PaperWay way) {
    String label = way.label().isEmpty() ? "else" : way.label();
    return "☐ " + label + (way.otherwise() ? " (and where nobody knows) " : " ");
  }

  private String place(String id) {
    PaperStep node = nodes.get(id);
    return numbers.get(id) + " " + (node == null ? id : node.words());
  }
}
