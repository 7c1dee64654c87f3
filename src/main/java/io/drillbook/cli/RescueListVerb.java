package io.drillbook.cli;

import io.drillbook.assembly.Rescue.Found;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what lies in vaults. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the recovery points in a vault; nothing but the vault is needed.")
final class RescueListVerb implements Callable<Integer> {
  @Mixin RescueOptions options;
  @Spec CommandSpec spec;

  @Option(names = "--system", paramLabel = "S", description = "Only this system.")
  String system;

  @Option(
      names = "--signer",
      paramLabel = "PUBLIC.asc",
      description = "The signer's public key; without it no signature is checked.")
  List<String> signers = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    Found found = options.open(signers, List.of(), null).survey(Optional.ofNullable(system));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(RescueJson.text(RescueJson.list(found)));
    } else {
      new RescueText(found, signers.isEmpty()).print(out);
    }
    RescueText.warn(found, spec.commandLine().getErr());
    return found.unreachable().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
