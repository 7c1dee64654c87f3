package io.drillbook.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a rescue lists: whose finds, and who must have signed them. */
final class RescueScope {
  @Option(names = "--system", paramLabel = "S", description = "Only this system.")
  private String system;

  @Option(
      names = "--signer",
      paramLabel = "PUBLIC.asc",
      description = "The signer's public key; without it no signature is checked.")
  private List<String> signers = new ArrayList<>();

  /** The one system that is asked for; empty where all are. */
  Optional<String> system() {
    return Optional.ofNullable(system);
  }

  List<String> signers() {
    return signers;
  }

  /** Whether nobody was named whose signature counts. */
  boolean isUnchecked() {
    return signers.isEmpty();
  }
}
