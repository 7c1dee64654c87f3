package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;
import static io.drillbook.config.Shape.Field.required;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.config.Shape.Tagged;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.RedeployStep.Action;
import io.drillbook.domain.plan.RedeployStep.Call;
import io.drillbook.domain.plan.RedeployStep.Restart;
import io.drillbook.domain.plan.RedeployStep.Run;
import io.drillbook.domain.plan.RedeployStep.StatusPage;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.SecretReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of {@code recovery.redeploy}: their shape, their rules, and how they are read. */
final class RedeployShape {
  private static final List<String> ACTIONS = List.of("command", "http", "restart");
  private static final List<String> SUPERVISORS = List.of("pm2", "systemd");
  private static final Duration WITHIN = Duration.ofMinutes(15);

  private RedeployShape() {}

  static Sequence of(Map<String, Block> checks) {
    Block status =
        Block.of(
            optional("url", Leaves.TEXT, "Where to ask; the answer's Location if left out."),
            optional("done", Leaves.TEXT, "What it says when it is through; success if left out."),
            optional("failed", Leaves.TEXT, "What it says when it failed; failed if left out."));
    Block http =
        Block.of(
            required("url", Leaves.TEXT, "the address that triggers the pipeline."),
            optional("method", Leaves.oneOf(List.of("POST", "PUT", "GET")), "POST if left out."),
            optional("body", Leaves.TEXT, "What is sent, JSON."),
            optional("token", Leaves.SECRET, "Sent as a bearer token."),
            optional("status", status, "How to follow what was triggered."));
    Block restart =
        Block.of(
            optional("pm2", Leaves.TEXT, "A process of pm2, or all."),
            optional("systemd", Leaves.TEXT, "A unit of systemd."));
    return new Sequence(
        Block.of(
            required("name", Leaves.NAME, "what the step is called; part of its idempotency key."),
            optional("command", new Sequence(Leaves.WORD, 1), "Program and arguments."),
            optional("http", http, "Calls an address."),
            optional("restart", restart, "Restarts a service."),
            optional("probe", new Tagged(checks), "What must hold behind the step."),
            optional("within", Leaves.DURATION, "Time for the step, and for its probe; 15m."),
            optional(
                "scenarios", new Sequence(Leaves.SCENARIO, 1), "Scenarios that need it; all.")),
        0);
  }

  static void check(Located plan, Findings findings) {
    Set<String> names = new HashSet<>();
    for (Located step : plan.items("recovery", "redeploy")) {
      exactlyOne(step, ACTIONS, findings);
      step.at("restart").ifPresent(restart -> exactlyOne(restart, SUPERVISORS, findings));
      step.at("http", "url").ifPresent(url -> address(url, findings));
      step.at("http", "status", "url").ifPresent(url -> address(url, findings));
      step.at("name")
          .filter(name -> !names.add(name.text()))
          .ifPresent(
              name ->
                  findings.add(
                      name.place(),
                      "unable to tell two redeploy steps apart: '" + name.text() + "'",
                      "Expected each name once: it is part of the idempotency key."));
    }
  }

  private static void exactlyOne(Located block, List<String> keys, Findings findings) {
    List<String> found = keys.stream().filter(key -> block.at(key).isPresent()).toList();
    if (found.size() != 1) {
      findings.add(
          block.place(),
          "unable to tell what the redeploy step does: '" + String.join(", ", found) + "'",
          "Expected exactly one of " + keys + ".");
    }
  }

  private static void address(Located url, Findings findings) {
    if (!url.text().matches("https?://[^/\\s]+.*")) {
      findings.add(
          url.place(),
          "unable to call the address: '" + url.text() + "'",
          "Expected a whole one, such as https://ci.example.com/deploy.");
    }
  }

  static List<RedeployStep> read(Located plan) {
    List<RedeployStep> steps = new ArrayList<>();
    for (Located step : plan.items("recovery", "redeploy")) {
      steps.add(
          new RedeployStep(
              step.leaf(String.class, "name").orElseThrow(),
              action(step),
              step.at("probe").map(PlanBuilder::tagged),
              step.leaf(Duration.class, "within").orElse(WITHIN),
              step.items("scenarios").stream()
                  .map(item -> (Scenario) item.value())
                  .collect(Collectors.toSet())));
    }
    return List.copyOf(steps);
  }

  private static Action action(Located step) {
    if (step.at("command").isPresent()) {
      return new Run(step.texts("command"));
    }
    Optional<Located> restart = step.at("restart");
    if (restart.isPresent()) {
      String supervisor =
          SUPERVISORS.stream()
              .filter(it -> restart.get().at(it).isPresent())
              .findFirst()
              .orElseThrow();
      return new Restart(supervisor, restart.get().leaf(String.class, supervisor).orElseThrow());
    }
    Located http = step.at("http").orElseThrow();
    return new Call(
        URI.create(http.leaf(String.class, "url").orElseThrow()),
        http.leaf(String.class, "method").orElse("POST"),
        http.leaf(String.class, "body").orElse(""),
        http.leaf(SecretReference.class, "token"),
        http.at("status").map(RedeployShape::status));
  }

  private static StatusPage status(Located page) {
    return new StatusPage(
        page.leaf(String.class, "url").map(URI::create),
        page.leaf(String.class, "done").orElse("success"),
        page.leaf(String.class, "failed").orElse("failed"));
  }
}
