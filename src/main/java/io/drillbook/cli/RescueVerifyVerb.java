package io.drillbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.assembly.Rescue;
import io.drillbook.assembly.Rescue.Found;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.usecase.catalog.ChooseStoredPoint.Chosen;
import io.drillbook.usecase.catalog.FoundPoint;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads a recovery point back from every vault. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Read a recovery point back: signature, size and checksum of every member.")
final class RescueVerifyVerb implements Callable<Integer> {
  @Mixin RescueOptions options;
  @Mixin RescuePoint wanted;
  @Spec CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    Rescue rescue = options.open(wanted.signers, List.of(), null);
    Found found = rescue.survey(Optional.of(wanted.system));
    Chosen chosen = rescue.choose(found, wanted.system, wanted.id());
    wanted.warn(chosen, spec.commandLine().getErr());
    wanted.warnOfMissing(chosen, spec.commandLine().getErr());
    Map<String, Optional<Fault>> verdicts = verdicts(rescue, found, chosen);
    boolean good = verdicts.values().stream().allMatch(Optional::isEmpty);
    if (json) {
      spec.commandLine().getOut().println(RescueJson.text(document(chosen, verdicts, good)));
    } else {
      print(chosen, verdicts);
    }
    return good ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private Map<String, Optional<Fault>> verdicts(Rescue rescue, Found found, Chosen chosen) {
    Map<String, Optional<Fault>> verdicts = new LinkedHashMap<>();
    found.unreachable().forEach((vault, fault) -> verdicts.put(vault, Optional.of(fault)));
    found.surveys().stream()
        .flatMap(survey -> survey.points().stream())
        .filter(copy -> copy.point().equals(chosen.point()) && copy.signer().isEmpty())
        .forEach(copy -> verdicts.put(copy.vault(), Optional.of(untrusted(copy))));
    for (String vault : chosen.vaults()) {
      verdicts.put(vault, verdict(rescue, chosen, vault));
    }
    return verdicts;
  }

  private Optional<Fault> verdict(Rescue rescue, Chosen chosen, String vault) {
    long total = chosen.manifest().members().stream().mapToLong(Member::storedBytes).sum();
    try (RescueBar bar = RescueBar.of("Reading " + vault, total)) {
      rescue.verify(chosen, vault, bar);
      return Optional.empty();
    } catch (Fault e) {
      return Optional.of(e);
    }
  }

  private static Fault untrusted(FoundPoint copy) {
    return new Fault(
        FaultCode.SIGNATURE_INVALID,
        "unable to trust the copy in vault '"
            + copy.vault()
            + "', "
            + copy.detail()
            + ": '"
            + copy.point()
            + "'",
        "Take another vault or recovery point.");
  }

  private void print(Chosen chosen, Map<String, Optional<Fault>> verdicts) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s/%s, data as of %s, signed by %s"
            .formatted(
                chosen.manifest().system(),
                chosen.point(),
                RescueText.dataTime(chosen.manifest()),
                chosen.signer()));
    long bytes = chosen.manifest().members().stream().mapToLong(Member::storedBytes).sum();
    verdicts.forEach(
        (vault, fault) ->
            out.println(
                fault
                    .map(trouble -> "BAD   " + vault + ": " + RescueText.line(trouble))
                    .orElse(
                        "good  %s: %d members, %s read back"
                            .formatted(
                                vault, chosen.manifest().members().size(), Show.bytes(bytes)))));
  }

  private static ObjectNode document(
      Chosen chosen, Map<String, Optional<Fault>> verdicts, boolean good) {
    ObjectNode document =
        RescueJson.object()
            .put("system", chosen.manifest().system())
            .put("point", chosen.point())
            .put("signer", chosen.signer())
            .put("good", good);
    ArrayNode vaults = document.putArray("vaults");
    verdicts.forEach(
        (vault, fault) -> {
          ObjectNode node = vaults.addObject().put("vault", vault).put("good", fault.isEmpty());
          fault.ifPresent(trouble -> RescueJson.fault(node, trouble));
        });
    return document;
  }
}
