package io.drillbook.usecase.paper;

import java.util.List;
import java.util.Locale;

/**
 * A node of a model: a step, a question, an event, a part.
 *
 * @param kind of the node, as the standard names it, such as {@code userTask}
 * @param event what the event waits for or throws, such as {@code timer}; else empty
 * @param name may be empty where ways only meet
 * @param topic of the worker that does it, else empty
 * @param calls the model that it calls, else empty
 * @param who does it: a group, or {@code Drillbook}
 * @param explanation what the model says of it, may be empty
 * @param host the step that the event stands at, else empty
 * @param interrupts whether the event ends that step
 * @param ways on from here, in the order of the file
 * @param parts what is inside of it, in the order of reading
 */
record PaperStep(
    String id,
    String kind,
    String event,
    String name,
    String topic,
    String calls,
    String who,
    String explanation,
    String host,
    boolean interrupts,
    List<PaperWay> ways,
    List<PaperStep> parts) {
  PaperStep {
    ways = List.copyOf(ways);
    parts = List.copyOf(parts);
  }

  boolean isGateway() {
    return kind.endsWith("Gateway");
  }

  boolean isEvent() {
    return kind.endsWith("Event");
  }

  /** The node in words; where ways only meet, its id says what holds there. */
  String words() {
    return name.isEmpty() ? fromId() : name;
  }

  /** Such as {@code restore is over} of {@code gateway_restoreIsOver}. */
  private String fromId() {
    String last = id.substring(id.indexOf('_') + 1);
    return last.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
