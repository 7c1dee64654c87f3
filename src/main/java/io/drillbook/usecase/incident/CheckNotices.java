package io.drillbook.usecase.incident;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.usecase.incident.Notice.Audience;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the messages about stored recovery points that are not what they were. */
final class CheckNotices {
  private static final int LINES = 20;
  private static final String BROKEN = "POINT BROKEN";
  private static final Set<String> DAMAGE =
      Set.of("damaged", "repaired", BROKEN, "NOT REPAIRED", "NOT READ");

  private final ProtectionPlan plan;
  private final List<EntryDraft> entries;

  CheckNotices(ProtectionPlan plan, List<RecordEntry> entries) {
    this.plan = plan;
    this.entries = entries.stream().map(RecordEntry::entry).toList();
  }

  Notice of(String message, Run run, String link) {
    return "copies-damaged".equals(message) ? damaged(run, link) : failed(run, link);
  }

  private Notice damaged(Run run, String link) {
    boolean lost = facts().stream().anyMatch(entry -> entry.outcome().equals(BROKEN));
    boolean left = facts().stream().anyMatch(entry -> entry.outcome().equals("NOT REPAIRED"));
    String what = "damaged copies were found and repaired, find out why";
    if (lost) {
      what = "RECOVERY POINT LOST, look at it now";
    } else if (left) {
      what = "DAMAGED COPIES, look at them now";
    }
    Set<Audience> audience =
        lost
            ? Set.of(Audience.ONCALL, Audience.OWNER, Audience.MANAGERS)
            : Set.of(Audience.ONCALL, Audience.OWNER);
    return new Notice(
        audience,
        plan.system() + ": " + what,
        """
        Reading back the recovery points of %s found this:

        %s
        Look at the vault's disk and its log, the bucket and its rules, and who had access.
        The run stays open until somebody of the on-call engineers has said what it was.

        Run:  %s
        Look: %s
        """
            .formatted(plan.system(), lines(), run.id(), link));
  }

  private Notice failed(Run run, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        plan.system() + ": CHECK OF RECOVERY POINTS FAILED, look at it now",
        """
        Not every recovery point of %s could be read back or copied to where it should be.

        %s%s
        Run:  %s
        Look: %s
        """
            .formatted(plan.system(), lines(), lastFault(), run.id(), link));
  }

  private String lines() {
    List<EntryDraft> all = facts();
    String shown = all.stream().limit(LINES).map(CheckNotices::line).collect(Collectors.joining());
    return all.size() <= LINES ? shown : shown + "… and " + (all.size() - LINES) + " more\n";
  }

  private List<EntryDraft> facts() {
    return entries.stream()
        .filter(entry -> entry.kind() == EntryKind.FACT && DAMAGE.contains(entry.outcome()))
        .toList();
  }

  private static String line(EntryDraft entry) {
    String rest =
        entry.details().entrySet().stream()
            .filter(detail -> !Set.of("point", "vault").contains(detail.getKey()))
            .map(detail -> ", " + detail.getValue())
            .collect(Collectors.joining());
    return "- %s: %s in %s%s\n"
        .formatted(entry.outcome(), entry.detail("point"), entry.detail("vault"), rest);
  }

  private String lastFault() {
    return entries.stream()
        .filter(entry -> entry.kind() == EntryKind.ATTEMPT_FAILED)
        .reduce((first, second) -> second)
        .map(entry -> entry.detail(Entries.REASON) + "\n")
        .orElse("");
  }
}
