package io.drillbook.config;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** A small YAML file that holds one block and is given on the command line. */
final class BlockFile {
  private final Path file;

  BlockFile(Path file) {
    this.file = file;
  }

  /** The block, if nothing is wrong with it. */
  Located read(Shape shape, String subject) {
    Findings findings = new Findings(file.toString());
    Optional<Located> block =
        YamlFile.parse(text(), findings)
            .flatMap(node -> new ShapeCheck(findings).check(node, shape, subject));
    refuse(findings);
    return block.orElseThrow();
  }

  /** Throws where something was found wrong. */
  void refuse(Findings findings) {
    if (!findings.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the file: '"
              + file
              + "'\n"
              + findings.sorted().stream().map(Finding::toString).collect(Collectors.joining("\n")),
          "Correct the lines named above.");
    }
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the file: '" + file + "'",
          "Check that it is there, readable and UTF-8 text.",
          e);
    }
  }
}
