package io.drillbook.engine.work;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;

/**
 * Tells whether the engine refused a change only because another one was faster. Most of these it
 * says by an exception of its own. Where a sibling's end has pruned the tree of executions between
 * two of its questions it says, by a number alone, that it cannot find a parent: taken for a
 * defect, that would throw finished work away.
 */
final class Collision {
  /** EnginePersistenceLogger of Camunda 7.24: "Cannot resolve parent … deleted in the meantime". */
  private static final String PARENT_IS_GONE = "ENGINE-03077";

  private Collision() {}

  static boolean is(ProcessEngineException refused) {
    return refused instanceof OptimisticLockingException
        || String.valueOf(refused.getMessage()).contains(PARENT_IS_GONE);
  }
}
