package io.drillbook.engine.boot;

import io.drillbook.engine.access.NewAccounts;
import io.drillbook.engine.access.PasswordHash;
import io.drillbook.engine.access.Role;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Closes what the engine leaves open, and sets what a runbook relies on. */
final class EngineDefaults extends AbstractProcessEnginePlugin {
  /** A hundred years: nothing that was recorded expires by itself. */
  private static final String HISTORY_TIME_TO_LIVE = "P36500D";

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    runbooks(configuration);
    people(configuration);
    // Who may write a filter would otherwise run code in the server.
    configuration.setEnableExpressionsInStoredQueries(false);
    configuration.setEnableExpressionsInAdhocQueries(false);
    // Who may set a variable would otherwise choose the class that is created from it.
    configuration.setDeserializationTypeValidationEnabled(true);
    configuration.setJavaSerializationFormatEnabled(false);
  }

  private static void runbooks(ProcessEngineConfigurationImpl configuration) {
    configuration.setHistoryTimeToLive(HISTORY_TIME_TO_LIVE);
    configuration.setEnforceHistoryTimeToLive(true);
    configuration.setHistoryCleanupEnabled(false);
    configuration.setFailedJobRetryTimeCycle("R3/PT30S");
    // An uncaught error would end the run as completed.
    configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
    configuration.setCmmnEnabled(false);
    configuration.setMetricsEnabled(false);
    configuration.setTaskMetricsEnabled(false);
  }

  private static void people(ProcessEngineConfigurationImpl configuration) {
    configuration.setAdminGroups(new ArrayList<>(List.of(Role.ADMIN.group())));
    configuration.setResourceAuthorizationProvider(new NewAccounts());
    configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
    configuration.setEnablePasswordPolicy(true);
    configuration.setPasswordEncryptor(new PasswordHash());
    // Our own throttle slows guessing down. The engine's lock would shut out the right password,
    // so that anybody could lock the person on call out in the middle of an incident.
    configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
    configuration.setLoginDelayBase(0);
    configuration.setLoginDelayFactor(1);
  }
}
