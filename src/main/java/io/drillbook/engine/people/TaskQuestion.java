package io.drillbook.engine.people;

/** The first lines of each form: what is asked, what happens on yes and on no. */
final class TaskQuestion {
  private TaskQuestion() {}

  static String of(String task, String system, String target) {
    return switch (task) {
      case "userTask_assessScope" ->
          """
          ## %s is in trouble: what is restored, and where to?

          **You are asked** to choose the recovery point and the target, where data is restored; the
          path below says what will be done.
          **Then** the target is provisioned and restored; production keeps its traffic.
          Nothing is overwritten: the target must be empty.
          **Where the form asks for no recovery point** nothing is restored: the last release is brought
          out again at once, without an approval."""
              .formatted(system);
      case "userTask_redeployByHand" ->
          """
          ## Bring the service of %s out again, by hand

          **You are asked** to do what the path below says: bring out the last good release, or put the
          restored files or settings in place, and restart what reads them. The plan has no
          `recovery.redeploy` that would do it.
          **Done:** the recovery goes on, and the service must answer. **Not done:** you decide how to continue."""
              .formatted(system);
      case "userTask_approveExpiry" ->
          """
          ## May these recovery points of %s be removed for good?

          **Yes:** those listed below leave every vault; nobody can restore them any longer.
          **No:** all of them stay, and the on-call engineer is told why.
          You may decide because you did not start this expiry."""
              .formatted(system);
      case "userTask_reviewDrill" ->
          """
          ## Is the account of the drill of %s complete?

          **You are asked** to read it and to fill in what no machine knows. Whoever ran the drill
          cannot review it.
          **Then** the drill is closed; with your name as the reviewer's its account goes into evidence.
          **Without what is asked for below** it stays open. The time of the drill does not count on."""
              .formatted(system);
      case "userTask_decideHowToContinue" ->
          """
          ## The run of %s does not go on: how to continue?

          **Retry** runs this part again from its beginning; approvals may be asked for again.
          **Other point** does the same with another recovery point.
          **Skip** is on the verdict. In an incident it ends the recovery, and you close it next.
          In a restore it leaves out what is not restored yet **and all checks**; in a change of
          keys only the drill can be skipped.
          **Abandon** gives this part up; within an incident you are then asked about the incident."""
              .formatted(system);
      case "userTask_decideRollback" ->
          """
          ## %s is not proven healthy where its traffic goes now: move it back?

          **Yes:** the side with the traffic is fenced, then traffic goes back to where it went
          before; where the fence is not proven you are asked first.
          **No:** traffic stays where it is now. If the service was never confirmed the verdict is
          failed; otherwise it says that a check was overridden."""
              .formatted(system);
      case "userTask_decideAboutPrimary" ->
          """
          ## %1$s: is the side that traffic leaves off, so that traffic may move?

          It is not proven to refuse writes. **Look** at it yourself: machine, service, network.
          In a cutover it is the old production, otherwise the side that traffic leaves.
          **Off:** it is looked at once more; unless it is seen to accept writes, the run goes on.
          If it is not off, rows are written on both sides and have to be merged.
          **Fence again** tries once more. **Stop:** its fence is lifted, traffic stays where it is."""
              .formatted(system);
      case "userTask_decideAboutFence" ->
          """
          ## %1$s: a fence is not lifted, so that users may be refused

          Traffic stays on a side that this run has fenced, and whether it accepts writes again is not proven.
          **Look** at both sides yourself: only the one with the traffic may accept writes.
          **Lift again** tries once more. **It accepts writes:** you lifted it by hand, or saw a write go through.
          **Leave it fenced:** nobody can write there until somebody lifts it by hand.
          Either way this move of traffic ends; within an incident you may then be asked how to continue."""
              .formatted(system);
      case "userTask_decideAboutOtherSide" ->
          """
          ## %1$s: the side without the traffic is not proven to refuse writes

          Traffic did not move, and the side that it was to go to may have been opened for it. Before
          the side with the traffic accepts writes again, the other one must not. **Look** at it yourself.
          **Shut it again** tries once more. **Off:** you saw that it is off; if it answers, it is fenced.
          **Open anyway:** rows may be written on both sides, and have to be merged by hand.
          **Leave both:** nothing is opened; nobody can write on the side with the traffic until somebody
          lifts its fence by hand."""
              .formatted(system);
      case "userTask_locateTraffic" ->
          """
          ## Where does traffic of %s go now?

          The step that sends it back ended without a clear answer. **Look** at the load balancer yourself.
          **It arrived:** the run goes on with the side that it was sent to.
          **Where it was:** the other side is shut again first, then the side with the traffic accepts writes.
          **Send again:** the same steps once more; what took effect is not repeated.
          **Stop trying:** in a fail-back traffic is brought to the standby, behind a fence around home; a
          rollback has failed then, and nothing more is opened."""
              .formatted(system);
      case "userTask_resolveSplitBrain" ->
          """
          ## Both sides of %1$s accept writes: which one goes on?

          Traffic was moved, and the side that it left accepts writes again: rows drift apart each second.
          **New side:** the old one is fenced and looked at once more; then watching goes on.
          **Old side:** the new one is fenced and traffic moves back. Rows of the other side are merged by hand."""
              .formatted(system);
      case "userTask_workChecklist" ->
          """
          ## The cutover of %s to %s needs hands: do what stands below

          **You are asked** to do each line and to tick it; your name stands behind every tick on the record.
          **Then** the cutover goes on by itself with its next step; until then traffic may be half moved.
          **What cannot be done** stays without a tick: say why, and the verdict will say that it was left out.
          **To go no further** do not complete this task: the run waits."""
              .formatted(system, target);
      case "userTask_findOutWhereTrafficGoes" ->
          """
          ## Did traffic of %s arrive where it was being sent?

          The step that moves it ended without a clear answer. **Look** at the load balancer yourself.
          It was sent to the standby. **Yes:** the service is confirmed. **No:** the cutover has failed; the standby
          is shut again, then the old primary accepts writes."""
              .formatted(system);
      case "userTask_closeIncident" ->
          """
          ## Close the incident of %s?

          **You are asked** to write down what is left to do. Then the record is closed and everybody
          is told. Where the service was never confirmed, the clock of the RTO still runs and the verdict is failed."""
              .formatted(system);
      case "userTask_examineDamage" ->
          """
          ## Stored recovery points of %s were damaged: what did it?

          **You are asked** to look at the vaults named below: the disk and its log, the bucket and its
          rules, who had access, and whether other copies are touched.
          **Then** the check goes on with your answer, which is written down and alerts nobody; until then it stays
          open. Nothing is deleted."""
              .formatted(system);
      case "userTask_resumeWritesByHand" ->
          """
          ## %s stands still: a backup paused it, and what lets it go on failed

          **Look** at production yourself: does it take writes? The programs that failed stand below.
          **Again** runs them once more. **By hand** ends the pause on your word: nothing is run any longer.
          Until you answer, production may stay paused; the recovery point is sealed or discarded without you."""
              .formatted(system);
      default -> "## " + system;
    };
  }
}
