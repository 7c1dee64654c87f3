package io.drillbook.domain.plan;

import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step that brings a release out again: provision, migrate, restart, trigger a pipeline.
 *
 * @param name unique in its plan; part of the idempotency key
 * @param probe what must hold behind the step, where the plan names something
 * @param within the time for the step itself, and again for its probe
 * @param scenarios the scenarios that need the step; empty for every one
 */
public record RedeployStep(
    String name,
    Action action,
    Optional<CheckPlan> probe,
    Duration within,
    Set<Scenario> scenarios) {
  public RedeployStep {
    scenarios = Set.copyOf(scenarios);
  }

  /** The steps of a recovery that a scenario needs, in order. */
  public static List<RedeployStep> neededFor(Scenario scenario, RecoveryPlan recovery) {
    return recovery.redeploy().stream().filter(step -> step.isFor(scenario)).toList();
  }

  /** Whether the scenario needs it. */
  public boolean isFor(Scenario scenario) {
    return scenarios.isEmpty() || scenarios.contains(scenario);
  }

  /** What the step does. */
  public sealed interface Action {
    /** A line for people, without a secret. */
    String inWords();
  }

  /** Runs a command in the configuration's folder. */
  public record Run(List<String> command) implements Action {
    public Run {
      command = List.copyOf(command);
    }

    @Override
    public String inWords() {
      return String.join(" ", command);
    }
  }

  /**
   * Restarts a service.
   *
   * @param supervisor {@code pm2} or {@code systemd}
   */
  public record Restart(String supervisor, String service) implements Action {
    /** The command that does it. */
    public List<String> command() {
      return "pm2".equals(supervisor)
          ? List.of("pm2", "restart", service, "--update-env")
          : List.of("systemctl", "restart", service);
    }

    @Override
    public String inWords() {
      return String.join(" ", command());
    }
  }

  /**
   * Calls an address, such as a pipeline's trigger, and waits for what it started.
   *
   * @param method such as {@code POST}
   * @param body sent as it is; empty for none
   * @param token sent as a bearer token
   * @param status where to ask how it stands; empty where the answer to the call is all there is
   */
  public record Call(
      URI url,
      String method,
      String body,
      Optional<SecretReference> token,
      Optional<StatusPage> status)
      implements Action {
    @Override
    public String inWords() {
      return method + " " + url;
    }
  }

  /**
   * Where a pipeline tells how it stands.
   *
   * @param url empty for the {@code Location} that the trigger answered with
   * @param done a word of the answer that means it is through
   * @param failed a word of the answer that means it will never be
   */
  public record StatusPage(Optional<URI> url, String done, String failed) {}
}
