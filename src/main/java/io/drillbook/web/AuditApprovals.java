package io.drillbook.web;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Vote;
import io.drillbook.usecase.audit.ListApprovals;
import io.drillbook.usecase.audit.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Approvals in words: who could have given each, and who did. */
record AuditApprovals(Map<String, String> asked, List<Case> cases, String older, String newer) {
  static AuditApprovals of(Map<String, String> asked, Page<ListApprovals.Asked> page) {
    return new AuditApprovals(
        asked,
        page.items().stream().map(Case::of).toList(),
        AuditLinks.older("/audit/approvals", asked, page),
        AuditLinks.newer("/audit/approvals", asked, page));
  }

  /** What stands in a field. */
  public String field(String name) {
    return asked.getOrDefault(name, "");
  }

  /** One approval: who could have answered, and who did. */
  record Case(
      String title,
      String run,
      String link,
      String state,
      String result,
      String asked,
      String rule,
      List<String> could,
      List<String> excluded,
      List<String> did,
      String end) {
    static Case of(ListApprovals.Asked it) {
      Approval approval = it.approval();
      ApprovalState state = approval.ended().orElse(ApprovalState.OPEN);
      return new Case(
          approval.subject() + " of " + it.run().system() + " to " + approval.target(),
          it.run().id(),
          "/runs/" + it.run().id(),
          state == ApprovalState.GRANTED ? "fine" : state == ApprovalState.OPEN ? "look" : "wrong",
          state.id(),
          AuditPage.TIMES.full(approval.askedAt()),
          rule(approval),
          could(it),
          it.excluded().entrySet().stream()
              .map(person -> person.getKey() + ": " + person.getValue())
              .toList(),
          approval.votes().stream().map(Case::vote).toList(),
          end(it));
    }

    private static String rule(Approval approval) {
      var rule = approval.rule();
      List<String> parts = new ArrayList<>();
      parts.add(rule.required() + " of " + rule.from());
      rule.deputies()
          .ifPresent(
              group ->
                  parts.add(
                      group
                          + rule.deputiesAfter()
                              .map(after -> " after " + PageTimes.rough(after))
                              .orElse("")));
      rule.next()
          .ifPresent(
              group ->
                  parts.add(
                      group
                          + rule.nextAfter()
                              .map(after -> " after " + PageTimes.rough(after))
                              .orElse("")));
      parts.add("no answer is a no at " + AuditPage.TIMES.brief(approval.expiresAt()));
      parts.add("called: " + String.join(", ", approval.called()));
      return String.join("; ", parts);
    }

    private static List<String> could(ListApprovals.Asked it) {
      if (!it.isKnown()) {
        return List.of("The record of that time does not say who was in the groups.");
      }
      List<String> groups = new ArrayList<>();
      it.members()
          .forEach(
              (group, names) ->
                  groups.add(
                      group
                          + (it.approval().groups().contains(group) ? "" : " (was not called)")
                          + ": "
                          + (names.isEmpty() ? "nobody" : String.join(", ", names))));
      groups.add(
          "without those who had no vote: "
              + (it.able().isEmpty() ? "nobody" : String.join(", ", it.able())));
      return groups;
    }

    private static String vote(Vote vote) {
      return vote.person()
          + " said "
          + (vote.isYes() ? "yes" : "no")
          + ", "
          + AuditPage.TIMES.full(vote.at())
          + (vote.reason().isEmpty() ? "" : ": " + vote.reason());
    }

    private static String end(ListApprovals.Asked it) {
      Map<String, String> ended = it.ended();
      if (ended.isEmpty()) {
        return "";
      }
      String gone = ended.getOrDefault("not counted, they left", "");
      return "counted yes: "
          + ended.getOrDefault("yes", "?")
          + (gone.isEmpty() ? "" : "; not counted, they left: " + gone);
    }

    /** The sign of its result. */
    public String sign() {
      return BoardRow.sign(state);
    }
  }
}
