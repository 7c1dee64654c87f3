package io.drillbook.cli;

import picocli.CommandLine.Command;

/** Works straight on a vault, with neither server nor database nor plan. */
@Command(
    name = "rescue",
    mixinStandardHelpOptions = true,
    description = "Work straight on a vault when the server, its database and its site are gone.",
    synopsisSubcommandLabel = "list | verify | restore | paper",
    subcommands = {
      RescueListVerb.class,
      RescueVerifyVerb.class,
      RescueRestoreVerb.class,
      RescuePaperVerb.class
    })
final class RescueVerb {}
