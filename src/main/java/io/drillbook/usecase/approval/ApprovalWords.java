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
    return of(approval.subject(), approval.target(), system);
  }

  static ApprovalWords of(String subject, String target, String system) {
    return switch (subject) {
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
              "May production traffic of %s go back to %s?".formatted(system, target),
              "traffic moves back to %s now, and is watched.".formatted(target),
              "traffic stays where it is, and the on-call engineer decides how to continue.",
              "Yes: move traffic back",
              "No: leave traffic where it is");
      case "overwrite" ->
          new ApprovalWords(
              "restore into the production target " + target,
              "May data of %s be restored into %s, which is production?".formatted(system, target),
              "the recovery point is written into %s now.".formatted(target),
              "nothing is written, and the on-call engineer decides how to continue.",
              "Yes: write into production",
              "No: write nothing");
      default ->
          new ApprovalWords(
              subject + " of " + target,
              "May %s of %s go on with %s?".formatted(subject, system, target),
              "the run goes on with %s now.".formatted(target),
              "nothing is done, and the on-call engineer decides how to continue.",
              "Yes: go on",
              "No: do not");
    };
  }
}
