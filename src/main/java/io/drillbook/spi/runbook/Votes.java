package io.drillbook.spi.runbook;

import io.drillbook.domain.record.Choice;

/**
 * Where people vote on an approval. The same guard stands before it as before every other way in.
 */
public interface Votes {
  /**
   * What a person answers.
   *
   * @param approvalId of the approval that the person saw
   * @param round which asking the person saw
   * @param target the name of the target as it was typed
   */
  record Ballot(
      String runId, String approvalId, int round, Choice choice, String target, String reason) {}

  /**
   * Takes the open task of the approval for a person and answers it, or does neither.
   *
   * @return false where no task is open just now, because the vote before is being counted
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where the person may not vote,
   *     INPUT_INVALID where the answer is not good; both are on the record
   */
  boolean vote(Ballot ballot, String person);

  /**
   * Puts the question of an approval anew, because what it is about was edited: a form that was
   * opened before cannot be answered any longer. Where it is put in that round already, or just now
   * a vote is being counted, nothing is done.
   *
   * @param round the asking that people shall see
   */
  void askAnew(String approvalId, int round);
}
