package io.drillbook.usecase.approval;

import io.drillbook.domain.approval.Approval;

/**
 * What an approval asks and what each answer does, the same in Tasklist, on the phone's page and in
 * mails. Each sentence answers "what happens if I press this?".
 *
 * @param title short, for lists and subjects: {@code cutover to standby}
 * @param question what is asked
 * @param yes what happens after enough yeses
 * @param no what happens after a no
 * @param yesLabel of the button
 * @param noLabel of the button
 */
public record ApprovalWords(
    String title, String question, String yes, String no, String yesLabel, String noLabel) {

  /** The words for an approval of a system. */
  public static ApprovalWords of(Approval approval, String system) {
    String target = approval.target();
    return switch (approval.subject()) {
      case "cutover" ->
          new ApprovalWords(
              "cutover to " + target,
              "May production traffic of %s go to %s?".formatted(system, target),
              "traffic moves to %s now, and is watched; if it goes wrong it can be moved back."
                  .formatted(target),
              "traffic stays where it is, and the on-call engineer decides how to continue.",
              "Yes: move production traffic",
              "No: leave traffic where it is");
      case "fail-back" ->
          new ApprovalWords(
              "fail-back to " + target,
              "May %s go home to %s, with what was written on the standby?"
                  .formatted(system, target),
              "writes stop now, the standby's data is carried to %1$s, traffic moves there and is"
                      .formatted(target)
                  + " watched; what %1$s still holds is set aside under another name. If anything"
                      .formatted(target)
                  + " fails before traffic moves, writes go on where they are.",
              "the service stays on the standby.",
              "Yes: carry the data home and move traffic there",
              "No: the service stays on the standby");
      case "overwrite" ->
          new ApprovalWords(
              "restore%s into the production target %s".formatted(point(approval), target),
              "May data of %s be restored%s into %s, which is production?"
                  .formatted(system, point(approval), target),
              "this recovery point is written into %s now; for another one you are asked again."
                  .formatted(target),
              "nothing is written, and the on-call engineer decides how to continue.",
              "Yes: write into production",
              "No: write nothing");
      default ->
          new ApprovalWords(
              approval.subject() + " of " + target,
              "May %s of %s go on with %s?".formatted(approval.subject(), system, target),
              "the run goes on with %s now.".formatted(target),
              "nothing is done, and the on-call engineer decides how to continue.",
              "Yes: go on",
              "No: do not");
    };
  }

  private static String point(Approval approval) {
    return approval.point().map(point -> " of the recovery point " + point).orElse("")
        + approval.until().map(until -> ", replayed up to " + until).orElse("");
  }
}
