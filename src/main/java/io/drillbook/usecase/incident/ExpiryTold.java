package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is told of an expiry, by the lines of its record. */
final class ExpiryTold {
  private ExpiryTold() {}

  /** A mail for each quiet expiry would train people to ignore them: only what stays is told. */
  static Optional<Notice> incomplete(
      Run run, List<EntryDraft> lines, Notices notices, String link) {
    String kept =
        lines.stream()
            .filter(it -> it.kind() == EntryKind.FACT && it.outcome().equals("not removed"))
            .map(ExpiryTold::kept)
            .distinct()
            .collect(Collectors.joining());
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(notices.expiryIncomplete(run, kept, link));
  }

  /** A person's no, a fault, or that nobody answered. */
  static Notice stopped(
      Run run, List<EntryDraft> lines, Fault lastFault, Notices notices, String link) {
    boolean failed = lines.stream().anyMatch(it -> it.kind() == EntryKind.ATTEMPT_FAILED);
    Fault silence =
        new Fault(
            FaultCode.NOT_ALLOWED,
            "nobody answered in time, which counts as no: '" + run.system() + "'",
            "Nothing was removed; the next expiry asks again.");
    Fault why =
        lines.stream()
            .filter(it -> it.kind() == EntryKind.DECISION)
            .filter(it -> it.outcome().equals(Choice.REJECT.id()))
            .findFirst()
            .map(ExpiryTold::no)
            .orElse(failed ? lastFault : silence);
    return notices.expiryStopped(run, why, link);
  }

  private static String kept(EntryDraft it) {
    String vault = it.detail("vault").isEmpty() ? "every vault" : it.detail("vault");
    return "%s in %s: %s%n".formatted(it.detail(Entries.POINT), vault, it.detail("why"));
  }

  private static Fault no(EntryDraft decision) {
    return new Fault(
        FaultCode.NOT_ALLOWED,
        decision.actor() + " said no: '" + decision.detail(Entries.REASON) + "'",
        "Nothing was removed; change the plan's retention, or hold the points.");
  }
}
