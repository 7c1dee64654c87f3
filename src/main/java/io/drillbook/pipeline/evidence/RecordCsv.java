package io.drillbook.pipeline.evidence;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return Stream.concat(Stream.of(HEAD), lines.stream().map(RecordCsv::cells))
        .map(SafeCsv::row)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
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
