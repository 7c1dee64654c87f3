package io.drillbook.processes;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** The ways into an incident that its tests share. */
abstract class IncidentTest extends RunbookTest {
  IncidentTest() {
    super("recover-from-disaster");
  }

  /** Declared and assessed; the target is provisioned next. */
  ProcessInstance assessed() {
    ProcessInstance incident = start();
    work("gather-facts");
    fire("businessRuleTask_choosePath");
    answer("userTask_assessScope", Map.of("point", "p1", "target", "standby"));
    return incident;
  }

  /** Restored into the target; the approval is waited for. */
  ProcessInstance restored() {
    ProcessInstance incident = assessed();
    restore();
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    fire("end_serviceIsRebuilt");
    askForApproval();
    return incident;
  }

  void askForApproval() {
    fire("callActivity_approveCutover");
    fire("serviceTask_openApproval");
  }

  /** From the target's provisioning to the proof of the data. */
  void restore() {
    fire("callActivity_rebuildService");
    work("provision-target");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    work("verify-recovery-point");
    work("check-target");
    work("restore-source");
    work("restore-source");
    work("migrate-data");
    work("verify-restored-data");
  }

  /** Traffic moves, and the service stays healthy. */
  void cutOver() {
    fire("callActivity_cutOver");
    fence();
    moveTraffic();
    fire("callActivity_settleTraffic");
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", true));
    fire("end_serviceStays");
    fire("end_trafficIsMoved");
  }

  /** On-call answers the question how to continue. */
  void decide(String decision) {
    fire("callActivity_decideHowToContinue");
    fire("serviceTask_gatherOptions");
    answer(
        "userTask_decideHowToContinue", Map.of("decision", decision, "decisionReason", "made up"));
  }
}
