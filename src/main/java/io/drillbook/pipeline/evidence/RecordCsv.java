package io.drillbook.pipeline.evidence;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import java.util.List;

/** The record as a table for spreadsheets. */
final class RecordCsv {
  private static final List<String> HEAD =
      List.of(
          "number",
          "at",
          "kind",
          "step",
          "name",
          "actor",
          "attempt",
          "outcome",
          "details",
          "previous hash",
          "hash");

  private RecordCsv() {}

  static byte[] write(List<RecordEntry> lines) {
    return CsvTable.write(HEAD, lines.stream().map(RecordCsv::cells).toList());
  }

  private static List<String> cells(RecordEntry line) {
    EntryDraft entry = line.entry();
    return List.of(
        Long.toString(line.number()),
        entry.at().toString(),
        entry.kind().name(),
        entry.step(),
        entry.name(),
        entry.actor(),
        Integer.toString(entry.attempt()),
        entry.outcome(),
        EvidenceJson.details(entry.details()),
        line.previousHash(),
        line.hash());
  }
}
