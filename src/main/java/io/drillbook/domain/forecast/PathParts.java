package io.drillbook.domain.forecast;

import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The parts of a path in their order, from the first look to the confirmed service. */
public final class PathParts {
  private final List<Part> parts = new ArrayList<>();

  private PathParts() {}

  /**
   * The parts that an incident passes.
   *
   * @param bytes what each source of the recovery point holds
   */
  public static List<Part> ofIncident(
      ProtectionPlan plan, RecoveryPath path, Map<String, Long> bytes) {
    PathParts all = new PathParts();
    all.add("serviceTask_gatherFacts", "gather facts");
    all.add("userTask_assessScope", "assess scope");
    if (path.restores()) {
      all.add("serviceTask_provisionTarget", "provision target");
      all.restore(plan, path, bytes);
    }
    if (path.redeploy()) {
      boolean planned = !plan.recovery().redeploy().isEmpty();
      all.add(
          planned ? "serviceTask_redeployService" : "userTask_redeployByHand", "redeploy service");
    }
    if (path.cutover()) {
      all.add("userTask_giveApproval", "approve cutover");
      all.add("serviceTask_switchTraffic", "switch traffic");
    }
    all.add("serviceTask_confirmService", "confirm service");
    return List.copyOf(all.parts);
  }

  /** The parts that a drill passes: nobody is asked, and no traffic moves. */
  public static List<Part> ofDrill(
      ProtectionPlan plan, RecoveryPath path, Map<String, Long> bytes) {
    PathParts all = new PathParts();
    all.restore(plan, path, bytes);
    return List.copyOf(all.parts);
  }

  private void restore(ProtectionPlan plan, RecoveryPath path, Map<String, Long> bytes) {
    long total = path.sources().stream().mapToLong(it -> bytes.getOrDefault(it, 0L)).sum();
    sized("serviceTask_verifyRecoveryPoint", "", "verify recovery point", total);
    add("serviceTask_checkTarget", "check target");
    for (List<String> wave : plan.restoreWaves()) {
      int group = parts.size();
      for (String source : wave) {
        if (path.sources().contains(source)) {
          parts.add(
              new Part(
                  "serviceTask_restoreSource",
                  source,
                  "restore",
                  group,
                  OptionalLong.of(bytes.getOrDefault(source, 0L))));
        }
      }
    }
    add("serviceTask_migrateData", "migrate data");
    add("serviceTask_verifyRestoredData", "verify restored data");
  }

  private void add(String step, String name) {
    parts.add(Part.of(step, name, parts.size()));
  }

  private void sized(String step, String subject, String name, long bytes) {
    parts.add(new Part(step, subject, name, parts.size(), OptionalLong.of(bytes)));
  }
}
