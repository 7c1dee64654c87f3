package io.drillbook.engine.path;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.engine.path.PathTable.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A team's own table of recovery paths: {@code tables/choose-path.dmn} in the configuration folder
 * takes the place of the one that Drillbook brings.
 */
public final class OwnTable {
  private final Path file;

  /** The table of a configuration folder, if it has one. */
  public OwnTable(Path folder) {
    this.file = folder.resolve("tables").resolve(PathTable.ID + ".dmn");
  }

  /** Where it stands. */
  public Path file() {
    return file;
  }

  /** What is wrong with it; nothing where there is none. */
  public List<Problem> problems() {
    return read().map(PathTable::problems).orElse(List.of());
  }

  /**
   * The table, fit to be used; empty where the folder has none.
   *
   * @throws Fault INPUT_INVALID naming file and line of everything that is wrong
   */
  public Optional<byte[]> require() {
    Optional<byte[]> dmn = read();
    List<Problem> problems = dmn.map(PathTable::problems).orElse(List.of());
    if (!problems.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to use the table of paths: '" + file + "'",
          problems.stream()
              .map(one -> file + ":" + one.line() + ": " + one.problem() + ". " + one.expected())
              .collect(Collectors.joining("\n")));
    }
    return dmn;
  }

  private Optional<byte[]> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the table of paths: '" + file + "'",
          "Make it readable by Drillbook's user.",
          e);
    }
  }
}
