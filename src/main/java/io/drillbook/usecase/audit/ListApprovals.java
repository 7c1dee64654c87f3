package io.drillbook.usecase.audit;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.MembersThen;
import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.spi.store.AuditStore;
import io.drillbook.spi.store.RecordStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what people were asked to approve: who could have answered by the record, and who did. */
public final class ListApprovals {
  private final AuditStore audit;
  private final RecordStore record;

  /** A use case over these ports. */
  public ListApprovals(AuditStore audit, RecordStore record) {
    this.audit = audit;
    this.record = record;
  }

  /**
   * One approval.
   *
   * @param members of each group that the rule names, as they were when people were asked; empty
   *     where the record of that time does not say
   * @param excluded people who had no vote, and why, as far as the record tells
   * @param ended the details of the line that ended it; empty while it is open
   */
  public record Asked(
      long number,
      Run run,
      Approval approval,
      Map<String, List<String>> members,
      Map<String, String> excluded,
      Map<String, String> ended) {
    /** The members that could have answered when people were asked: those of groups called. */
    public List<String> able() {
      return members.entrySet().stream()
          .filter(group -> approval.groups().contains(group.getKey()))
          .flatMap(group -> group.getValue().stream())
          .filter(person -> !excluded.containsKey(person))
          .distinct()
          .sorted()
          .toList();
    }

    /** Whether the record tells who was in the groups. */
    public boolean isKnown() {
      return !members.isEmpty();
    }
  }

  /** One page of them, newest first. */
  public Page<Asked> list(AuditFilter filter, Place place) {
    Page<AuditLine> lines =
        Page.of(
            audit.lines(filter.saying(ApprovalLines.ASKED), place.andOne()),
            place,
            AuditLine::number);
    return new Page<>(
        lines.items().stream().flatMap(line -> asked(line).stream()).toList(),
        lines.older(),
        lines.newer());
  }

  private Optional<Asked> asked(AuditLine line) {
    List<RecordEntry> all = record.entries(line.line().runId());
    EntryDraft asked = line.line().entry();
    return line.run()
        .flatMap(
            run ->
                ApprovalLines.find(all, asked.detail(ApprovalLines.APPROVAL))
                    .map(
                        approval ->
                            new Asked(
                                line.number(),
                                run,
                                approval,
                                MembersThen.of(asked),
                                excluded(all, approval),
                                ended(all, approval))));
  }

  private static Map<String, String> excluded(List<RecordEntry> lines, Approval approval) {
    Map<String, String> excluded = new LinkedHashMap<>();
    for (RecordEntry line : lines) {
      EntryDraft entry = line.entry();
      if (approval.involved().contains(entry.actor())) {
        String why =
            switch (entry.kind()) {
              case RUN_STARTED -> "started the run";
              case TASK_COMPLETED -> "answered '" + entry.name() + "'";
              default -> "";
            };
        if (!why.isEmpty() && !ApprovalLines.STEP.equals(entry.step())) {
          excluded.merge(entry.actor(), why, (a, b) -> a.contains(b) ? a : a + ", " + b);
        }
      }
    }
    return excluded;
  }

  private static Map<String, String> ended(List<RecordEntry> lines, Approval approval) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(it -> it.kind() == EntryKind.FACT && it.outcome().equals(ApprovalLines.ENDED))
        .filter(it -> it.detail(ApprovalLines.APPROVAL).equals(approval.id()))
        .findFirst()
        .map(EntryDraft::details)
        .orElse(Map.of());
  }
}
