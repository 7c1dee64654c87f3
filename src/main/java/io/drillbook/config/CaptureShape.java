package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;
import static io.drillbook.config.Shape.Field.required;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.domain.plan.CapturePlan;
import io.drillbook.domain.plan.CaptureRule;
import io.drillbook.domain.plan.Hook;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** How sources are captured side by side and in order, and which programs run around that. */
final class CaptureShape {
  private static final String TIMEOUT = "timeout";
  private static final Leaf PARALLEL = Leaves.number(1, 64, "a whole number from 1 to 64");
  private static final Sequence WORDS = new Sequence(Leaves.WORD, 1);
  private static final Field LIMIT =
      optional(TIMEOUT, Leaves.DURATION, "After which a program is killed; 1m if left out.");

  private CaptureShape() {}

  /** Keys under {@code backup}. */
  static List<Field> fields() {
    Block before =
        Block.of(
            required("command", WORDS, "the program and its arguments."),
            optional("undo", WORDS, "The program that makes good what the command did."),
            LIMIT);
    Block after = Block.of(required("command", WORDS, "the program and its arguments."), LIMIT);
    return List.of(
        optional("parallel", PARALLEL, "Captures side by side; the processors if left out."),
        optional("before", new Sequence(before, 0), "Programs before the first capture, in order."),
        optional("after", new Sequence(after, 0), "Programs when the captures are over, in order."),
        optional(
            "max-pause", Leaves.DURATION, "How long the captures may pause; 30m if left out."));
  }

  static CapturePlan read(Located backup) {
    return new CapturePlan(
        backup
            .leaf(Long.class, "parallel")
            .map(Math::toIntExact)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        hooks(backup, "before"),
        hooks(backup, "after"),
        backup.leaf(Duration.class, "max-pause").orElse(CapturePlan.LONGEST_PAUSE));
  }

  static CaptureRule rule(Located source) {
    return new CaptureRule(
        source.leaf(Boolean.class, "required").orElse(true),
        Set.copyOf(source.texts("capture-after")));
  }

  private static List<Hook> hooks(Located backup, String key) {
    return backup.items(key).stream()
        .map(
            it ->
                new Hook(
                    it.texts("command"),
                    it.texts("undo"),
                    it.leaf(Duration.class, TIMEOUT).orElse(Hook.USUAL_TIMEOUT)))
        .toList();
  }

  /** Notes what cannot work. */
  static void check(Located plan, Findings findings) {
    List<Located> sources = List.copyOf(plan.entries("sources").values());
    if (!sources.isEmpty() && sources.stream().noneMatch(it -> rule(it).required())) {
      findings.add(
          sources.get(0).at("required").orElseThrow().place(),
          "unable to do without every source: 'required'",
          "Expected one that is required: a recovery point without any is none.");
    }
    plan.at("backup").ifPresent(backup -> checkHooks(plan, read(backup).maxPause(), findings));
  }

  private static void checkHooks(Located plan, Duration most, Findings findings) {
    for (Located hook : plan.items("backup", "before")) {
      hook.at(TIMEOUT)
          .filter(it -> ((Duration) it.value()).compareTo(most) > 0)
          .ifPresent(
              it ->
                  findings.add(
                      it.place(),
                      "unable to wait longer for a program than a pause may last: 'timeout'",
                      "Expected at most 'max-pause', which is " + most + "."));
    }
  }
}
