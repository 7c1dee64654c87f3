package io.drillbook.pipeline.evidence;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The record as a table for spreadsheets. A cell that such a program would take for a formula gets
 * an apostrophe in front: what somebody typed as a reason must not run on an auditor's desk.
 */
final class RecordCsv {
  private static final String FORMULA = "=+-@\t\r\n";
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
        .map(RecordCsv::row)
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

  private static String row(List<String> cells) {
    return cells.stream().map(RecordCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
