package io.drillbook.cli;

import io.drillbook.assembly.Rescue.Found;
import java.io.PrintWriter;
import java.util.List;
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
  @Mixin RescueScope scope;
  @Spec CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    Found found = options.open(scope.signers(), List.of(), null).survey(scope.system());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(RescueJson.text(RescueJson.list(found)));
    } else {
      new RescueText(found, scope.isUnchecked()).print(out);
    }
    RescueText.warn(found, spec.commandLine().getErr());
    return found.unreachable().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
