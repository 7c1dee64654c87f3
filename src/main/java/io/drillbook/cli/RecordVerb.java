package io.drillbook.cli;

import picocli.CommandLine.Command;

/** Hands the record to other programs. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = "Hand the record of all runs to another program, such as a SIEM.",
    synopsisSubcommandLabel = "export",
    subcommands = RecordExportVerb.class)
final class RecordVerb {}
