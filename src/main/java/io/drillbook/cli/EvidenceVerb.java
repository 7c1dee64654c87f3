package io.drillbook.cli;

import picocli.CommandLine.Command;

/** Makes evidence packs and checks them. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = "Export the signed evidence of a run, or check an exported pack.",
    synopsisSubcommandLabel = "export | verify",
    subcommands = {EvidenceExportVerb.class, EvidenceVerifyVerb.class})
final class EvidenceVerb {}
