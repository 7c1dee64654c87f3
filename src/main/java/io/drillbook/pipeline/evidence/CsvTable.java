package io.drillbook.pipeline.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table for spreadsheets, as RFC 4180 has it. A cell that such a program would take for a formula
 * gets an apostrophe in front: what somebody typed as a reason must not run on an auditor's desk.
 */
public final class CsvTable {
  private CsvTable() {}

  /** The bytes of a table, UTF-8. */
  public static byte[] write(List<String> head, List<List<String>> rows) {
    return Stream.concat(Stream.of(head), rows.stream())
        .map(SafeCsv::row)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}
