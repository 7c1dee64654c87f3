package io.drillbook.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the record, one JSON document a line. */
@Command(
    name = "export",
    description =
        "Print every line of the record that was written after a number, one JSON document a line."
            + " The last line's 'number' is where to go on the next time.")
final class RecordExportVerb extends Verb {
  @Option(
      names = "--after",
      paramLabel = "N",
      defaultValue = "0",
      description = "The number of the last line that was read; ${DEFAULT-VALUE} for all.")
  long after;

  @Override
  int run(ApiClient api) {
    api.lines("record.ndjson?after=" + after, out()::println);
    out().flush();
    return ExitCodes.DONE;
  }
}
